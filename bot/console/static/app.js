// The data Telegram gives a Mini App stands after the # of its address. It is
// read here, without Telegram's own script, and sent once to be verified.
'use strict';
(function () {
  var form = document.getElementById('app');
  var data = '';
  location.hash.slice(1).split('&').forEach(function (pair) {
    var at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at) === 'tgWebAppData') {
      try {
        data = decodeURIComponent(pair.slice(at + 1).replace(/\+/g, '%20'));
      } catch (e) { /* cut off on the way: as good as none */ }
    }
  });
  document.getElementById('waiting').hidden = !data;
  document.getElementById('elsewhere').hidden = !!data;
  if (data) {
    history.replaceState(null, '', location.pathname); // it is used once
    form.elements.init.value = data;
    form.submit();
  }
})();
