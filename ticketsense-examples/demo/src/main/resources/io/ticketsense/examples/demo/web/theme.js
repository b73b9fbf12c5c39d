// Loaded before the first paint, so that a dark page never flashes white.
(function () {
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  var key = "ticketsense-theme";

  function chosen() {
    try {
      return window.localStorage.getItem(key) || "system";
    } catch (storageIsOff) {
      return "system";
    }
  }

  function show(choice) {
    var dark = choice === "dark" || (choice !== "light" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    window.dispatchEvent(new Event("themechange"));
  }

  var choice = chosen();
  show(choice);
  system.addEventListener("change", function () {
    show(choice);
  });

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("input[name=theme]").forEach(function (input) {
      input.checked = input.value === choice;
      input.addEventListener("change", function () {
        choice = input.value;
        try {
          window.localStorage.setItem(key, choice);
        } catch (storageIsOff) {
          // The choice lasts as long as the page does.
        }
        show(choice);
      });
    });
  });
})();
