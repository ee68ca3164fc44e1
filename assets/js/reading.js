// Read an article aloud, a sentence at a time. bantin.js loads this file if the browser has a voice.
export const read = (root, voice) => {
  const speech = window.speechSynthesis, find = selector => document.querySelector(selector)

  const SPOKEN = 'h1, .article-head__lead, .prose :is(p, h2, h3, h4, li, dt, dd, caption, desc, blockquote footer)'
  // Split long sentences, too: Chromium stops after about 15 seconds of one utterance.
  const PIECE = /\S.{0,180}?[.!?…](?=\s|$)|\S.{60,180}[,;:](?=\s)|\S.{0,180}(?=\s|$)|\S+/g
  // The text of an element without footnote marks and without inner elements that are read separately.
  const piecesOf = element => {
    const own = element.cloneNode(true)
    own.querySelectorAll('p, ul, ol, dl, sup, svg').forEach(one => one.remove())
    return (own.textContent.replace(/\s+/g, ' ').match(PIECE) ?? []).map(text => ({ element, text }))
  }
  // Read the heading of a table and the description of a drawing.
  const isRead = one => !one.closest('td, th, pre, .footnote, .chart__note')
    && (one.matches('desc') || (one.checkVisibility?.() ?? true))

  let pieces = [], at = 0, utterance = null           // an utterance without a reference may never report its end
  const speak = () => {
    pieces[at - 1]?.element.removeAttribute('data-spoken')
    if (!pieces[at]) return rest()
    const { element, text } = pieces[at], now = utterance = new SpeechSynthesisUtterance(text)
    element.dataset.spoken = ''
    now.lang = root.lang
    now.voice = voice() ?? null
    now.onend = () => { if (now === utterance) at++, speak() }
    now.onerror = () => { if (now === utterance) rest() }
    speech.speak(now)
  }
  // Stop by cancel() and remember the position: pause() ends the utterance on Android.
  const hush = () => { utterance = null; speech.cancel() }
  const label = (word, isStarted) => {
    const [listen, stop] = ['listen', 'stop'].map(name => find(`[data-aid=${name}]`))
    listen.dataset.listen ??= listen.lastChild.data
    listen.lastChild.data = listen.dataset[word]
    listen.toggleAttribute('data-on', word === 'pause')
    if (!isStarted && document.activeElement === stop) listen.focus()
    stop.hidden = !isStarted
  }
  const rest = () => {
    pieces[at]?.element.removeAttribute('data-spoken')
    hush()
    pieces = []
    at = 0
    label('listen', false)
  }
  const listen = () => {
    if (utterance) return hush(), label('resume', true)
    if (!pieces.length) pieces = [...document.querySelectorAll(SPOKEN)].filter(isRead).flatMap(piecesOf)
    if (speech.speaking) speech.cancel()              // what another page left in the queue
    label('pause', true)
    speak()
  }

  return { listen, stop: rest, leave: () => { if (pieces.length) rest() } }
}
