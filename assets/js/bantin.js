// Reading aids and the menu's manners. Every page is whole without this file; all words are in the page.
(() => {
  const root = document.documentElement, steps = 3
  const find = selector => document.querySelector(selector)
  const say = text => { const out = find('.aids output'); if (out) out.value = text }

  // Storage may be forbidden; then the size lasts as long as the page.
  let chosen = 0
  try { chosen = +localStorage.getItem('bantin-size') || 0 } catch {}
  const resize = n => {
    chosen = Math.max(0, Math.min(steps, n))
    try { localStorage.setItem('bantin-size', chosen) } catch {}
    show()
    say(`${find('.aids__sizes').getAttribute('aria-label')} ${chosen + 1}/${steps + 1}`)
  }
  const show = () => { chosen ? root.dataset.size = chosen : delete root.dataset.size }
  show()                                              // before the first paint, so nothing jumps

  const voice = () => window.speechSynthesis?.getVoices().find(v => /^vi\b/i.test(v.lang))
  const listen = button => {
    if (button.getAttribute('aria-pressed') === 'true') return speechSynthesis.cancel()
    const word = button.lastChild.data
    const set = on => { button.setAttribute('aria-pressed', on); button.lastChild.data = on ? button.dataset.stop : word }
    // A paragraph at a time: long texts fall silent in some browsers.
    const texts = [...document.querySelectorAll('h1, .article-head__lead, .prose > :is(p, h2, h3, h4, ul, ol, dl, blockquote)')]
    texts.forEach((text, i) => {
      const utterance = new SpeechSynthesisUtterance(text.innerText)
      utterance.lang = 'vi-VN'; utterance.voice = voice()
      if (i === texts.length - 1) utterance.onend = () => set(false)
      utterance.onerror = () => set(false)
      speechSynthesis.speak(utterance)
    })
    set(true)
  }

  const copy = async button => {
    try {
      await navigator.clipboard.writeText(find('link[rel=canonical]')?.href || location.href)
      say(button.dataset.done)
    } catch { say(button.dataset.failed) }
  }

  // Pictures below the fold are lazy; paper wants them, but not for ever.
  const toPaper = async () => {
    const pictures = [...document.images].map(picture => { picture.loading = 'eager'; return picture.decode() })
    await Promise.race([Promise.allSettled(pictures), new Promise(done => setTimeout(done, 3000))])
    print()
  }

  const aids = {
    smaller: () => resize(chosen - 1), normal: () => resize(0), larger: () => resize(chosen + 1),
    print: toPaper, copy, listen
  }

  const close = except => { const menu = find('.menu__all[open]'); if (menu && !menu.contains(except)) menu.open = false }
  addEventListener('click', event => {
    const button = event.target.closest('[data-aid]')
    if (button) aids[button.dataset.aid](button)
    close(event.target)
  })
  addEventListener('focusin', event => close(event.target))
  addEventListener('keydown', event => {
    const menu = find('.menu__all[open]')
    if (event.key === 'Escape' && menu) { menu.open = false; menu.firstElementChild.focus() }
  })

  // The voice list and the page may each come late.
  const reveal = () => { const button = find('[data-aid=listen]'); if (button && voice()) button.hidden = false }
  reveal(); addEventListener('DOMContentLoaded', reveal)
  window.speechSynthesis?.addEventListener?.('voiceschanged', reveal)
  addEventListener('pagehide', () => window.speechSynthesis?.cancel())
})()
