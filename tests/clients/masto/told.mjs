// What a script was asked for comes on stdin as JSON; what it found goes to stdout the same way. Whatever the
// co-op answered to it is written to a file, for the test to hold against the schema.
import { appendFileSync, readFileSync } from "node:fs";
import { createOAuthAPIClient, createRestAPIClient } from "masto";

export const asked = JSON.parse(readFileSync(0, "utf8"));

const carry = globalThis.fetch;
globalThis.fetch = async (request, more) => {
  const answer = await carry(request, more);
  const body = await answer.clone().text();
  const { method, url } = request;
  appendFileSync(asked.exchanges, `${JSON.stringify([method, new URL(url).pathname, answer.status, body])}\n`);
  return answer;
};

export const as = (handle) => createRestAPIClient({ url: asked.url, accessToken: asked.tokens[handle] });
export const withToken = (accessToken) => createRestAPIClient({ url: asked.url, accessToken });
export const stranger = createRestAPIClient({ url: asked.url });
export const oauth = createOAuthAPIClient({ url: asked.url });
export const ids = (rows) => rows.map((each) => each.id);
export const tell = (found) => process.stdout.write(JSON.stringify(found));

// What somebody is told who may not.
export const refusal = async (call) => {
  try {
    await call;
    return null;
  } catch (error) {
    if (!error.statusCode) throw error;
    return [error.statusCode, error.message];
  }
};
