import { stranger, tell } from "./told.mjs";

const app = await stranger.v1.apps.create({
  clientName: "Elk",
  redirectUris: ["https://elk.example/back", "urn:ietf:wg:oauth:2.0:oob"],
  scopes: "read write",
  website: "https://elk.example",
});
tell(app);
