// Drives a running desk: DESK is its address, LOGIN and PASSWORD are those of a superadmin.
import { signIn } from "./desk.js";
import { follow } from "./events.js";
import { meet, tour } from "./tour.js";
import { webhooks } from "./webhooks.js";

const { DESK: address = "http://127.0.0.1:8080", LOGIN: login = "admin", PASSWORD: password } = process.env;
if (password === undefined) throw new Error("PASSWORD must be that of the superadmin");

const people = await meet(address, await signIn(address, login, password));
await tour(people);
await follow(people.customer);
webhooks();
