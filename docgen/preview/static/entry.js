// How the page comes in: for the key in its address it gets a token, which it sends with all it asks.
//
// A fragment is sent to nobody, and what a tab keeps is its own and of this port alone; a cookie
// would be sent to every port of this machine.

const KEY = /^#[\w-]{43}$/;
const NAME = "docgen-token";

let token = kept();

function kept() {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null; // the browser keeps nothing; a reload needs the address again
  }
}

function keep(given) {
  token = given;
  try {
    sessionStorage.setItem(NAME, given);
  } catch {
    // see above
  }
}

/** What is sent with all that is asked. */
export const credentials = () => (token ? { "X-Docgen-Token": token } : {});

/** Gets the token, if the address has a key that counts, and takes the key out of the address. */
export async function enter() {
  if (!KEY.test(location.hash)) return;
  const answer = await fetch("/api/enter", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ key: location.hash.slice(1) }),
  });
  if (!answer.ok) return; // a unit may have a name of that length, and a tab its token already
  keep((await answer.json()).token);
  history.replaceState(null, "", location.pathname);
}

// Another preview at the same port has another key; a fragment alone loads no page.
addEventListener("hashchange", () => KEY.test(location.hash) && location.reload());
