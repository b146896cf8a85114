// Begins what a page needs. Every page works without: this adds what happens by itself.
import { watch } from "./live.js";
import { noteSeen } from "./seen.js";
import { keepDrafts } from "./drafts.js";
import { listenToKeys } from "./keys.js";

keepDrafts();
listenToKeys();
noteSeen();
watch();
