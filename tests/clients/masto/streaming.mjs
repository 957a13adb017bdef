import { createStreamingAPIClient } from "masto";
import WebSocket from "ws";
import { as, asked, stranger, tell } from "./told.mjs";

const { configuration } = await stranger.v2.instance.fetch();
const streams = createStreamingAPIClient({
  streamingApiUrl: configuration.urls.streaming,
  accessToken: asked.tokens.hana,
  implementation: WebSocket,
});
const subscription = streams.user.subscribe();
let post;
const first = (async () => {
  for await (const event of subscription) {
    if (event.event === "update" && event.payload.content.includes("By wire")) return event;
  }
})();
await new Promise((resolve) => setTimeout(resolve, 1000));
post = await as("hana").v1.statuses.create({ status: "By wire" });
const event = await first;
tell({ event: event.event, same: event.payload.id === post.id });
streams.close();
