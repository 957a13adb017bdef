import { createStreamingAPIClient } from "masto";
import WebSocket from "ws";
import { as, asked, stranger, tell } from "./told.mjs";

const { configuration } = await stranger.v2.instance.fetch();
const streams = createStreamingAPIClient({
  streamingApiUrl: configuration.urls.streaming,
  accessToken: asked.tokens.hana,
  implementation: WebSocket,
});
const posts = [];
const post = async () => posts.push((await as("hana").v1.statuses.create({ status: "By wire" })).id);
const again = setInterval(post, 500); // until the stream is open
for await (const event of streams.user.subscribe()) {
  if (event.event !== "update") continue;
  clearInterval(again);
  tell({ event: event.event, same: posts.includes(event.payload.id) || event.payload.content.includes("By wire") });
  break;
}
streams.close();
