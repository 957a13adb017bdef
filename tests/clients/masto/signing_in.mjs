import { asked, oauth, refusal, tell, withToken } from "./told.mjs";

const { clientId, clientSecret, code } = asked;
const redirectUri = "https://elk.example/back";
const known = { clientId, clientSecret, redirectUri };
const token = await oauth.token.create({ grantType: "authorization_code", code, scope: "read write", ...known });
const again = await refusal(oauth.token.create({ grantType: "authorization_code", code, ...known }));
const me = await withToken(token.accessToken).v1.accounts.verifyCredentials();
const ofApp = await oauth.token.create({ grantType: "client_credentials", scope: "read", ...known });
const app = await withToken(ofApp.accessToken).v1.apps.verifyCredentials();
const nobody = await refusal(withToken(ofApp.accessToken).v1.accounts.verifyCredentials());
await oauth.revoke({ clientId, clientSecret, token: token.accessToken });
const gone = await refusal(withToken(token.accessToken).v1.accounts.verifyCredentials());
tell({ scope: token.scope, me: me.acct, app: app.name, again, nobody, gone });
