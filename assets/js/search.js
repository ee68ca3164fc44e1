// The page of results. What is asked for stands in its address; nothing is fetched until something is.
const PAGE = 10, MOST_WORDS = 16, EXCERPT = 36
// Words in the title weigh about twice those in the body; words that stand together should weigh more than either.
const TOGETHER = 2
const WORD = /([\p{L}\p{N}]+)/u, WORDS = /[\p{L}\p{N}]+/gu

// ---- under which keys a word is found: the same rule as in bantin/search/words.py ----

const MARKS = '\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306'
const toneOnSecond = pair => {
  const [first, tone, second] = pair.normalize('NFD')
  return (first + second + tone).normalize('NFC')
}
const spelt = word => word.normalize('NFC').toLowerCase().normalize('NFC')
  .replace(/[òóỏõọ][ae]|[ùúủũụ]y/g, (pair, at, all) => pair[1] === 'y' && all[at - 1] === 'q' ? pair : toneOnSecond(pair))
export const keys = word => {
  const form = spelt(word).normalize('NFD')
  const plain = form.replace(/[\u0300-\u036f]+/g, '').replaceAll('đ', 'd')
  const exact = form.replaceAll('đ', 'd9').replace(/[\u0300-\u036f]/g, mark => MARKS.indexOf(mark) + 1 || mark)
  return exact === plain ? [plain + 'ː'] : [plain + 'ː', exact + 'ˑ']
}
const pair = (first, second) => first && second && first.slice(0, -1) + 'ˀ' + second

const split = text => text.normalize('NFC').match(WORDS) ?? []
// words: one entry for all of the same letters, the last one's marks beside it. pairs: of neighbours.
export const wantedIn = typed => {
  const all = split(typed).slice(0, MOST_WORDS).map(keys)
  return { words: new Map(all), pairs: new Set(all.slice(1).map(([plain], at) => pair(all[at][0], plain))) }
}

// ---- asking Pagefind, whose index is in parts ----

// For each word how many pages of each part have it.
const countsOf = (pagefind, words) => Promise.all(
  words.map(async word => (await pagefind.search(word, { filters: { part: '' } })).totalFilters.part ?? {})
)

// Beside a word that no page of a part has, Pagefind finds there whatever has the others: such parts are left out.
const having = async (pagefind, words, parts, counts) => {
  if (!words.length) return []
  if (words.length > 1) {
    counts ??= await countsOf(pagefind, words)
    parts = parts.filter(part => counts.every(count => count[part]))
  }
  return parts.length ? (await pagefind.search(words.join(' '), { filters: { part: { any: parts } } })).results : []
}

// A word weighs more the fewer pages of its part have it, so that a part's weights can be compared with another's
// only in proportion to these: the same sum as in Pagefind's (BM25).
const rarity = (counts, part, size) =>
  counts.reduce((sum, { [part]: count = 0 }) => sum + Math.log((size - count + .5) / (count + .5) + 1), 0)

const json = async address => {
  const answer = await fetch(address)
  if (!answer.ok) throw Error(`${address}: ${answer.status}`)
  return answer.json()
}

// Pagefind with these parts open, and where each of its ids stands: {part, place, section}.
export const open = async ({ folder, standing, years }, year) => {
  const parts = year ? years.filter(part => part.startsWith(`${year}-`)) : [...years, standing]
  const pagefind = await import(`${folder}${standing}/pagefind.js`)
  const cached = { metaCacheTag: '' }               // the folder's name changes with what is in it
  await pagefind.options({ ...cached, mergeFilter: { part: standing } })
  const registers = parts.map(async part => [part, await json(`${folder}${part}/register.json`)])
  const others = parts.filter(part => part !== standing)
  await Promise.all(others.map(part => pagefind.mergeIndex(`${folder}${part}/`, { ...cached, mergeFilter: { part } })))
  const places = new Map(), sizes = {}
  for (const [part, { ids, sections, of, cards }] of await Promise.all(registers)) {
    sizes[part] = ids.length
    ids.forEach((id, place) => places.set(id, { part, place, cards, section: sections[of[place]] }))
  }
  return { pagefind, parts, places, sizes, standing }
}

// What has all the words in any form: first what has them with the marks that were typed. Weight grows with each
// two words that stand together as they were typed. order: moi (the newest first), cu, or '' (by weight).
export const find = async ({ pagefind, parts, places, sizes, standing }, { words, pairs, section = '', order = '' }) => {
  const plain = [...words.keys()], marked = [...words.values()].filter(Boolean)
  const counts = await countsOf(pagefind, plain), rare = {}
  for (const part of parts) rare[part] = rarity(counts, part, sizes[part])
  const [all, exact, ...together] = await Promise.all([
    having(pagefind, plain, parts, counts), having(pagefind, marked, parts),
    ...[...pairs].map(one => having(pagefind, [one], parts))
  ])
  const has = found => { const ids = new Set(found.map(({ id }) => id)); return id => ids.has(id) }
  const isAsTyped = marked.length ? has(exact) : () => true, arePairs = together.map(has)
  const weigh = (id, score, part) =>
    score / rare[part] * (1 + TOGETHER * arePairs.filter(isThere => isThere(id)).length / (arePairs.length || 1))
  const rank = new Map(parts.map((part, at) => [part, at]))
  rank.set(standing, order === 'cu' ? -1 : parts.length)      // what has no date comes last
  const inOrder = {
    moi: (a, b) => rank.get(a.part) - rank.get(b.part) || a.place - b.place,
    cu: (a, b) => inOrder.moi(b, a),
    '': (a, b) => b.weight - a.weight || inOrder.moi(a, b)
  }
  return all.filter(({ id }) => places.has(id))
    .map(({ id, score, place = places.get(id) }) => ({ ...place, weight: weigh(id, score, place.part), asTyped: isAsTyped(id) }))
    .filter(one => !section || `${one.section}/`.startsWith(`${section}/`))
    .sort((a, b) => b.asTyped - a.asTyped || inOrder[order](a, b))
}

// ---- showing what was found ----

// Which words of a text to mark: those as typed, or where it has none such, all of the same letters; and those
// that stand together as typed, where some do.
const hitsAmong = (found, { words, pairs }) => {
  const all = found.map(keys), forms = new Set(all.map(one => one[1]))
  const isForm = (wanted, form) => !wanted || wanted === form || !forms.has(wanted)
  const isHit = ([plain, form]) => words.has(plain) && isForm(words.get(plain), form)
  const isPair = at => pairs.has(pair(all[at]?.[0], all[at + 1]?.[0]))
  const paired = new Set(all.flatMap(([plain], at) => isPair(at) ? [plain, all[at + 1][0]] : []))
  return all.map((one, at) => isHit(one) && (!paired.has(one[0]) || isPair(at) || isPair(at - 1)))
}

// The text in `into`, its hits in <mark>; gives the marked runs.
const mark = (into, text, wanted) => {
  const pieces = text.split(WORD), runs = []      // words at odd places
  const hits = hitsAmong(pieces.filter((_, at) => at % 2), wanted)
  into.replaceChildren()
  for (let at = 0; at < pieces.length; at++) {
    if (at % 2 === 0 || !hits[at >> 1]) { into.append(pieces[at]); continue }
    let run = pieces[at]
    while (pieces[at + 1] === ' ' && hits[(at >> 1) + 1]) run += ` ${pieces[at += 2]}`
    const hit = document.createElement('mark')
    hit.textContent = run
    into.append(hit)
    runs.push(run)
  }
  return runs
}

// How many of the words, and of the pairs, a text has.
const countIn = (text, { words, pairs }) => {
  const all = split(text).map(word => keys(word)[0])
  const together = all.map((plain, at) => pair(plain, all[at + 1]))
  return [new Set(all.filter(plain => words.has(plain))).size, new Set(together.filter(one => pairs.has(one))).size]
}
// The piece of an article, itself fetched, that has most of the words; '' where none can be had.
const excerpt = async (address, wanted) => {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html')
    const texts = [...page.querySelectorAll('.prose :is(p, li, td, th, dd, h2, h3, h4, figcaption)')].map(one => one.textContent)
    const worth = text => countIn(text, wanted).reduce((sum, count) => sum + count)
    const [[most, count]] = texts.map(text => [text, worth(text)]).sort((a, b) => b[1] - a[1])
    if (!count) return ''
    const pieces = most.trim().split(/\s+/), part = at => pieces.slice(at, at + EXCERPT).join(' ')
    let from = 0
    for (let at = 6; at <= pieces.length - EXCERPT / 2; at += 6) if (worth(part(at)) > worth(part(from))) from = at
    const to = from + EXCERPT
    return (from ? '… ' : '') + part(from) + (to < pieces.length ? ' …' : '')
  } catch { return '' }
}

const card = async ({ template, titles, home }, wanted, { section }, [title, address, machine, date, summary]) => {
  const item = template.content.cloneNode(true), part = name => item.querySelector(name)
  mark(part('.card__title a'), title, wanted)
  const [count, together] = countIn(`${title} . ${summary}`, wanted)
  const isClear = count === wanted.words.size && together === wanted.pairs.size
  const shown = !isClear && await excerpt(address, wanted) || summary
  const [first] = mark(part('.card__summary'), shown, wanted)
  // Browsers lead to the words themselves, and mark them there.
  const there = shown !== summary && first ? `#:~:text=${encodeURIComponent(first).replaceAll('-', '%2D')}` : ''
  part('.card__title a').href = address + there
  if (!shown) part('.card__summary').remove()
  const time = document.createElement('time')
  Object.assign(time, { dateTime: machine, textContent: date })
  if (date) part('.card__meta').prepend(time)
  const link = part('.card__meta a')
  if (section) Object.assign(link, { href: `${home}${section}/`, textContent: titles.get(section) })
  else link.remove()
  return item
}

const pagesOf = (nav, count, number) => {
  const last = Math.ceil(count / PAGE), [before, after] = nav.querySelectorAll('a')
  nav.hidden = last < 2
  nav.querySelector('[aria-current]').textContent = `${number}/${last}`
  for (const [link, to, rel] of [[before, number - 1, 'prev'], [after, number + 1, 'next']]) {
    const there = new URL(location)
    there.searchParams.set('trang', to)
    Object.assign(link, { href: there.search, rel })
    link.parentElement.hidden = to < 1 || to > last
  }
}

// ---- the page ----

const fill = (form, asked) => {
  for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? ''
  for (const list of form.querySelectorAll('select')) if (list.selectedIndex < 0) list.value = ''
}

const say = (into, label, words, count = 0) => {
  into.textContent = label.replace('{count}', count.toLocaleString('vi')).replace('{words}', () => words)
}

const layOut = async (results, typed, wanted, titles, all, number) => {
  const { folder, home, found, none } = results.dataset, template = results.querySelector('template')
  const cards = await Promise.all(all.slice((number - 1) * PAGE, number * PAGE).map(async one => {
    const cards = await json(`${folder}${one.part}/cards-${Math.floor(one.place / one.cards)}.json`)
    return card({ template, titles, home }, wanted, one, cards[one.place % one.cards])
  }))
  const asTyped = all.filter(one => one.asTyped).length, here = Math.max(0, asTyped - (number - 1) * PAGE)
  const [typedList, otherList] = results.querySelectorAll('ol'), [heading, otherHeading] = results.querySelectorAll('h2')
  typedList.replaceChildren(...cards.slice(0, here))
  otherList.replaceChildren(...cards.slice(here))
  otherHeading.parentElement.hidden = here >= cards.length
  say(otherHeading, otherHeading.textContent, typed, all.length - asTyped)
  say(heading, asTyped ? found : none, typed, asTyped)
  results.querySelector('.results__advice').hidden = all.length > 0
  pagesOf(results.querySelector('nav'), all.length, number)
  document.title = `${heading.textContent} | ${document.title}`
}

const show = async (form, results, asked) => {
  fill(form, asked)
  const typed = (asked.get('q') ?? '').trim(), wanted = wantedIn(typed)
  if (!wanted.words.size) return
  const { muc, nam, xep } = form.elements, { folder, standing, years, failed } = results.dataset
  const index = { folder, standing, years: years.split(' ').filter(Boolean) }
  const titles = new Map([...muc.options].map(({ value, text }) => [value, text.replace(/^(– )+/, '')]))
  const heading = results.querySelector('h2')
  results.hidden = false
  results.setAttribute('aria-busy', true)
  try {
    const all = await find(await open(index, nam.value), { ...wanted, section: muc.value, order: xep.value })
    const number = Math.min(Math.max(1, Math.trunc(asked.get('trang')) || 1), Math.ceil(all.length / PAGE) || 1)
    await layOut(results, typed, wanted, titles, all, number)
  } catch (fault) {
    say(heading, failed, typed)
    throw fault
  } finally {
    results.setAttribute('aria-busy', false)
  }
}

const form = document.querySelector('.search-form'), results = document.querySelector('.results')
if (form && results) {
  // Addresses to be shared hold only what was chosen.
  form.addEventListener('formdata', ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name)
  })
  show(form, results, new URLSearchParams(location.search))
}
