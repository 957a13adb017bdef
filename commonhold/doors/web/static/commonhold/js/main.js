// What gets better with a script. Everything on a page works without this file.
import { keepOnTheServer } from "./autosave.js";
import { keepDrafts } from "./drafts.js";
import { offerEmoji } from "./emoji_picker.js";
import { pickFocalPoints } from "./focal_point.js";
import { keepAShell } from "./installed.js";
import { listenToKeys } from "./keyboard.js";
import { hearWhatIsNew } from "./live.js";
import { sendChosenFiles } from "./media_field.js";
import { sendInPieces } from "./pieces.js";
import { offerToRing } from "./push.js";
import { keepTalking } from "./messages.js";
import { growAndCount } from "./text_areas.js";
import { offerThemes } from "./theme_switch.js";
import { rememberWhatWasRead } from "./reading.js";
import { readThreads } from "./thread.js";
import { markAtOnce } from "./marks.js";
import { keepTimes } from "./times.js";
import { raiseToasts } from "./toasts.js";
import { openPictures } from "./viewer.js";

offerThemes();
keepDrafts(); // before growAndCount: a restored draft is counted too
growAndCount();
keepTimes();
hearWhatIsNew();
readThreads();
rememberWhatWasRead();
offerToRing();
openPictures();
sendChosenFiles();
sendInPieces();
keepOnTheServer(); // after sendChosenFiles: a form that is held back once has not been sent
pickFocalPoints();
offerEmoji();
listenToKeys();
markAtOnce();
raiseToasts();
keepAShell();
keepTalking(); // last: a page of messages begins at its end
