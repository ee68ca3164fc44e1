// Reading aids and the menu's manners. Every page is whole without this file; all words are in the page.
(() => {
  const root = document.documentElement, steps = 3
  const find = selector => document.querySelector(selector)
  const say = text => { const out = find('.aids output'); if (out) out.value = text }

  // Storage may be forbidden; then what is kept lasts as long as the page.
  const recall = name => { try { return localStorage.getItem(name) } catch {} }
  const keep = (name, value) => { try { localStorage.setItem(name, value) } catch {} }

  let chosen = +recall('bantin-size') || 0
  const resize = n => {
    chosen = Math.max(0, Math.min(steps, n))
    keep('bantin-size', chosen)
    show()
    say(`${find('.aids__sizes').getAttribute('aria-label')} ${chosen + 1}/${steps + 1}`)
  }
  const show = () => { chosen ? root.dataset.size = chosen : delete root.dataset.size }
  // Before the first paint, so nothing jumps.
  show()

  // Buttons that would do nothing without this file are not shown.
  root.dataset.scripted = ''

  // Results take their room at once.
  root.toggleAttribute('data-asked', /[?&]q=[^&]/.test(location.search))

  // ---- reading aloud: its script comes only where there is a voice ----

  const speech = window.speechSynthesis, { reading, figures } = document.currentScript.dataset
  // As vi-VN, on Android vi_VN.
  const languageOf = tag => tag.toLowerCase().split(/[-_]/)[0]
  // The language itself before one of its regions.
  const voice = () => speech.getVoices().filter(one => languageOf(one.lang) === languageOf(root.lang))
    .sort((one, other) => one.lang.length - other.lang.length)[0]
  let reader, loading
  const load = () => loading ??= import(reading).then(({ read }) => reader = read(root, voice))
  // Voices come late; where there was one, the button is there from the first paint on.
  const reveal = async () => {
    if (!speech.getVoices().length) return
    keep('bantin-voice', voice() ? 1 : '')
    if (voice()) await load()
    root.toggleAttribute('data-voice', !!voice())
  }
  if (speech && reading) {
    root.toggleAttribute('data-voice', !!recall('bantin-voice'))
    reveal()
    speech.addEventListener?.('voiceschanged', reveal)
  }
  const aloud = what => reader ? reader[what]() : load().then(() => reader[what]())

  const address = () => find('link[rel=canonical]')?.href || location.href
  const copy = async button => {
    try {
      await navigator.clipboard.writeText(address())
      say(button.dataset.done)
    } catch { say(`${button.dataset.failed}: ${address()}`) }
  }
  const share = () => navigator.share({ title: find('h1').textContent.replace(/\s/g, ' '), url: address() }).catch(() => {})
  root.toggleAttribute('data-share', !!navigator.share)

  // Pictures below the fold are lazy; paper wants them, but not for ever.
  const toPaper = async () => {
    const pictures = [...document.images].map(picture => { picture.loading = 'eager'; return picture.decode() })
    await Promise.race([Promise.allSettled(pictures), new Promise(done => setTimeout(done, 3000))])
    print()
  }

  const aids = {
    smaller: () => resize(chosen - 1), normal: () => resize(0), larger: () => resize(chosen + 1),
    print: toPaper, copy, share, listen: () => aloud('listen'), stop: () => aloud('stop')
  }

  // What is wider or higher than its place can be reached and moved by keyboard, under the name of what stands before it.
  const nameOf = box => {
    const before = [...document.querySelectorAll('main :is(h1, h2, h3, h4)')]
      .filter(one => one.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING)
    return (box.querySelector('caption') ?? before.at(-1))?.textContent
  }
  const reach = ({ target: box }) => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight
    if (!scrolls) return ['tabindex', 'role', 'aria-label'].forEach(name => box.removeAttribute(name))
    box.tabIndex = 0
    box.setAttribute('role', 'group')
    box.setAttribute('aria-label', nameOf(box) ?? '')
  }
  const boxes = new ResizeObserver(changed => changed.forEach(reach))
  // On the page for what is not there the field holds what its address was about.
  const ask = field => {
    const last = location.pathname.split('/').filter(Boolean).at(-1)?.replace(/\.\w+$/, '') ?? ''
    try { field.value ||= decodeURIComponent(last).replace(/[-_+]+/g, ' ').slice(0, 100) } catch {}
  }
  const start = () => { const field = find('#tim'); if (field) ask(field) }
  // Not before the style sheet is there: to measure would have the page laid out without it.
  addEventListener('load', () => {
    // What has no colours yet is given them at once.
    root.offsetWidth
    // Colours pass into each other only now, and not at the first paint.
    root.dataset.loaded = ''
    document.querySelectorAll('.scroll').forEach(box => boxes.observe(box))
  })
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', start) : start()

  const close = except => { const menu = find('.menu__all[open]'); if (menu && !menu.contains(except)) menu.open = false }
  addEventListener('click', event => {
    const button = event.target.closest('[data-aid]')
    if (button) aids[button.dataset.aid](button)
    close(event.target)
    // Whoever tries again where searching failed asks the same.
    if (event.target.closest('.again')) { event.preventDefault(); location.reload() }
    // What opens here in place of where its link leads; the script for it comes when it is asked for.
    const link = event.target.closest('.zoom, [data-player]')
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && window.HTMLDialogElement) {
      event.preventDefault()
      import(figures).then(({ show }) => show(link)).catch(() => location = link.href)
    }
  })
  addEventListener('focusin', event => close(event.target))
  addEventListener('keydown', event => {
    const menu = find('.menu__all[open]')
    if (event.key === 'Escape' && menu) { menu.open = false; menu.firstElementChild.focus() }
  })

  addEventListener('pagehide', () => reader?.leave())
})()
