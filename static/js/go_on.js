/* Work done in pieces: the page asks for the next one by itself; without scripts a button does. */
const goingOn = document.querySelector("form[data-go-on]");
if (goingOn) goingOn.requestSubmit(goingOn.querySelector("button"));
