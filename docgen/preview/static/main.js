// The page is put together here; each part listens to what it shows.

import { startBlanks } from "./blanks.js";
import { startCard } from "./card.js";
import { startChanges } from "./changes.js";
import { startEditor } from "./editor.js";
import { startFollowedRow } from "./followed_row.js";
import { startKeyboard } from "./keyboard.js";
import { startOffice } from "./office.js";
import { startOld } from "./old.js";
import { startPages } from "./pages.js";
import { startPanel } from "./panel.js";
import { startPending } from "./pending.js";
import { startProblems } from "./problems.js";
import { startSearch } from "./search.js";
import { connect } from "./store.js";
import { speak } from "./strings.js";
import { startToolbar } from "./toolbar.js";
import { startUnits } from "./units.js";
import { startWords } from "./words.js";

speak(document);
startToolbar();
startPages();
startPanel();
startUnits();
startWords();
startCard();
startEditor();
startPending();
startProblems();
startBlanks();
startOffice();
startOld();
startSearch();
startChanges();
startFollowedRow();
startKeyboard();
connect();
