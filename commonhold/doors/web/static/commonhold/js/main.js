// What gets better with a script. Everything on a page works without this file.
import { keepDrafts } from "./drafts.js";
import { hearWhatIsNew } from "./live.js";
import { offerToRing } from "./push.js";
import { keepTalking } from "./messages.js";
import { growAndCount } from "./text_areas.js";
import { offerThemes } from "./theme_switch.js";
import { keepTimes } from "./times.js";

offerThemes();
keepDrafts(); // before growAndCount: a restored draft is counted too
growAndCount();
keepTimes();
hearWhatIsNew();
offerToRing();
keepTalking(); // last: a page of messages begins at its end
