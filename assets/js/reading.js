// Reading an article aloud, a sentence at a time. bantin.js loads it where the browser has a voice.
export const read = (root, voice) => {
  const speech = window.speechSynthesis, find = selector => document.querySelector(selector)

  const SPOKEN = 'h1, .article-head__lead, .prose :is(p, h2, h3, h4, li, dt, dd, caption, desc, blockquote footer)'
  // A sentence at a time, long ones in parts: Chromium falls silent after some fifteen seconds of one utterance.
  const PIECE = /\S.{0,180}?[.!?…](?=\s|$)|\S.{60,180}[,;:](?=\s)|\S.{0,180}(?=\s|$)|\S+/g
  // What stands in an element itself: what is within it and is read by itself is left out, as are footnotes' signs.
  const piecesOf = element => {
    const own = element.cloneNode(true)
    own.querySelectorAll('p, ul, ol, dl, sup, svg').forEach(one => one.remove())
    return (own.textContent.replace(/\s+/g, ' ').match(PIECE) ?? []).map(text => ({ element, text }))
  }
  // Of a table its heading, of a drawing its description in words.
  const isRead = one => !one.closest('td, th, pre, .footnote, .chart__note')
    && (one.matches('desc') || (one.checkVisibility?.() ?? true))

  let pieces = [], at = 0, utterance = null           // one that is not held on to may never tell that it ended
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
  // Silent, at the beginning or where it was: pause() of browsers ends the utterance on Android, so it is not used.
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
    if (speech.speaking) speech.cancel()              // what another page left unsaid
    label('pause', true)
    speak()
  }

  return { listen, stop: rest, leave: () => { if (pieces.length) rest() } }
}
