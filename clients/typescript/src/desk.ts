// The client: the types are generated from the OpenAPI document, requests go through openapi-fetch.
import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "../generated/desk.js";

export type Desk = Client<paths>;
export type Ticket = components["schemas"]["Ticket"];
export type FeedEvent = components["schemas"]["FeedEvent"];
export type Problem = components["schemas"]["Problem"];
export type WebhookBody = components["schemas"]["WebhookEvent"] | components["schemas"]["WebhookTest"];

/** A client of the desk at this address; with a token it acts for its person. */
export function connect(address: string, token?: string): Desk {
  return createClient<paths>({ baseUrl: address, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });
}

/** What the desk refused, with the problem that it answered. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.type}: ${problem.detail}`);
  }
}

/** The data of an answer; a problem is thrown as `Refused`. */
export function answered<T>(answer: { data?: T; error?: unknown; response: Response }): NonNullable<T> {
  if (isProblem(answer.error)) throw new Refused(answer.error);
  if (answer.data === undefined || answer.data === null) throw new Error(`${answer.response.status} without a body`);
  return answer.data;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "type" in body && "status" in body && "detail" in body;
}

/** Signs in with a password, and gives a client that acts for the person. */
export async function signIn(address: string, login: string, password: string): Promise<Desk> {
  const answer = answered(await connect(address).POST("/api/v1/auth/signin", { body: { login, password } }));
  if ("second_factor_required" in answer) throw new Error(`${login} has a second factor`);
  return connect(address, answer.access_token);
}
