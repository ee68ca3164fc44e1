// The page of search results. The query is in its address; nothing is fetched without one.
const PAGE = 10, MOST_WORDS = 16, EXCERPT = 36, SHOWN = 80, PATIENCE = 8000, NEAR = 10, FEW = 5, CARDS = 10
// Weights of a word: once in the body, often in it, near the title, in a long title, a title of average length, a short one.
const WEIGHTS = [1, 1.4, 2, 3.1, 3.5, 4]
// The weight of a pair of neighbouring words.
const TOGETHER = 2
// The least share of the query that an article must match to be listed as near, and of a query of four words and more
// if it has no two of them together: most Vietnamese words have two syllables, and single ones are in every text.
const SHARE = .34, SCATTERED = .5, LONG = 4
// The most letters of a word that may differ from another by chance.
const SHORT = 5

// ---- the key of a word: the same rule as in bantin/search/words.py ----

const NUMBER = /(?<![\p{L}\p{N}])(?:0[0-9]{2,3}\)?[ .\u00a0\u202f-](?:[0-9]{3,4}[ .\u00a0\u202f-][0-9]{3,4}|[0-9]{6,8})|1[89]00[ .\u00a0\u202f-][0-9]{4,6}|[0-9]{1,3}(?:[.,\u00a0\u202f][0-9]{3})+)(?![\p{L}\p{N}])/gu
const TOKEN = new RegExp(`(${NUMBER.source}|[\\p{L}\\p{N}]+)`, 'u'), WORDS = /[\p{L}\p{N}]+/gu
const toneOnSecond = pair => {
  const [first, tone, second] = pair.normalize('NFD')
  return (first + second + tone).normalize('NFC')
}
const spelt = word => word.normalize('NFC').toLowerCase().normalize('NFC').replaceAll('ð', 'đ')
  .replace(/[òóỏõọ][ae]|[ùúủũụ]y/g, (pair, at, all) => pair[1] === 'y' && all[at - 1] === 'q' ? pair : toneOnSecond(pair))
const bare = form => form.normalize('NFD').replace(/[\u0300-\u036f]+/g, '').replaceAll('đ', 'd')
export const keys = word => {
  if (/^0[0-9]$/.test(word)) return [word[1], word[1]]   // of a date: 05/09/2026, 5/9/2026
  const form = spelt(word), plain = bare(form)
  if (!/^(?:qu|[bcdfghjklmnpqrstvxz]*)y$/.test(plain)) return [plain, form]
  return [`${plain.slice(0, -1)}i`, form.normalize('NFD').replace('y', 'i').normalize('NFC')]
}
const joined = text => text.normalize('NFC').replaceAll('²', '2').replaceAll('³', '3').replace(NUMBER, number => number.replace(/[^0-9]/g, ''))
const split = text => joined(text).match(WORDS) ?? []
const pairsOf = all => all.slice(1).map(([plain], at) => `${all[at][0]} ${plain}`)

// Question words: they add weight, but an answer need not contain them, nor `làm` before what someone wants to get.
// MARKED_ASKING are recognized with tone marks only, since without marks they are other words, too.
const MARKED_ASKING = /(?<!\p{L})(?:mấy|(?:(?:làm|cái|điều) )?gì|nào)(?!\p{L})|(?<=\S\s)(?:không|chưa)(?=[\s?]*$)|(?<=^\s*)(?:làm|muốn|cần)(?=\s(?!việc(?!\p{L})))/gu
const ASKING = /(?<!\p{L})(?:la (?:gi|ai)|(?:ra|vi|tai|lam) sao|(?:lam )?(?:nhu )?the nao|khi nao|(?:lam )?o dau|(?:mat )?bao (?:gio|nhieu|lau)|(?<=(?:hang|thu) )may|(?:cho|xin)(?: toi| em| minh)? hoi)(?!\p{L})/gu
// Words that only connect others: without them, too, an article answers a longer question. Without marks they are
// other words (`cho`: chợ, chó).
const LINKING = /(?<!\p{L})(?:của|và|là|được|bị|thì|để|với|về|ở|tại|có|phải|cần|muốn|cho|khi)(?!\p{L})/gu
const FEWEST = 3   // words that must be left
// The keys of the words of a query that are no question words, and of those that an article needs.
const chosen = typed => {
  // Removing diacritics moves no letter, so positions are the same in both texts.
  const form = spelt(typed), asking = [...bare(form).matchAll(ASKING)]
  const shorter = asking.reduceRight((text, { index, 0: { length } }) => `${text.slice(0, index)} ${text.slice(index + length)}`, form)
  const rest = split(shorter.replace(MARKED_ASKING, ' '))
  const core = bare(form) === form ? [] : split(shorter.replace(MARKED_ASKING, ' ').replace(LINKING, ' '))
  const weighty = rest.length ? rest : split(typed)
  return [weighty, core.length >= FEWEST ? core : weighty].map(some => new Set(some.map(word => keys(word)[0])))
}

// Parse a query. all: its words, as [key, form]. words: key to the form typed with marks, or ''. pairs: of neighbours. phrases: texts in quotation
// marks, as lists of [key, form]. weighty: the keys of all but question words. must: the keys that an article needs. others: keys that replace
// unknown words.
// synonyms: text of a term to {phrase, of}, lists of [key, form]: of the term, and of what it stands for in the query.
export const wantedIn = typed => {
  const all = split(typed).slice(0, MOST_WORDS).map(keys), [weighty, must] = chosen(typed)
  const words = new Map(all.map(([plain, form]) => [plain, bare(form) === form ? '' : form]))
  const phrases = [...typed.matchAll(/["“”«]([^"“”«»]+)["“”»]/g)].map(([, text]) => split(text).map(keys))
  return {
    all, words, weighty, must, pairs: new Set(pairsOf(all)), phrases: phrases.filter(phrase => phrase.length),
    others: new Set(), synonyms: new Map()
  }
}

// ---- the index, in parts; each file is fetched once ----

const fetched = new Map()
const json = address => {
  if (!fetched.has(address)) fetched.set(address, (async () => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) })
    if (!answer.ok) throw Error(`${address}: ${answer.status}`)
    return answer.json()
  })())
  return fetched.get(address)
}

// Parse the page's description of the index: "2026-1f0a…:3:120:118" is the folder of a part (of several years
// "2023_2026-…"), its number of files of words (0 if one file holds all), of articles, and of articles with a date.
export const openIndex = ({ folder, parts }) => ({
  folder,
  parts: parts.trim().split(' ').map(part => {
    const [name, ...counts] = part.split(':'), [shards, size, dated] = counts.map(Number)
    const [, from, to = from] = /^(\d{4})(?:_(\d{4}))?-/.exec(name) ?? []
    return { name, shards, size, dated, from, to }
  })
})

const shardOf = (plain, count) => {
  let number = 0
  for (const character of plain) number = (number * 31 + character.codePointAt(0)) % 0x80000000
  return number % count
}
const file = async ({ folder }, { name, shards }, wanted) =>
  shards ? json(`${folder}${name}/${wanted}`) : (await json(`${folder}${name}/all.json`))[wanted]
const shard = (index, part, plain) => file(index, part, `words-${shardOf(plain, part.shards || 1)}.json`)
// A card is what a result shows: title, address, machine date, date, summary, section.
export const cardOf = async (index, { part, id }) => (await file(index, part, `cards-${Math.floor(id / CARDS)}.json`))[id % CARDS]
const numbers = gaps => { let sum = 0; return gaps.map(gap => sum += gap) }

// The documents of a part that have a word: number to {weight, isTyped}.
const having = (file, plain, typed) => {
  const entry = Object.hasOwn(file, plain) ? file[plain] : {}, found = new Map()
  for (const [form, gaps] of Array.isArray(entry) ? [[plain, entry]] : Object.entries(entry))
    for (const number of numbers(gaps)) {
      const id = number >> 3, before = found.get(id)
      found.set(id, {
        weight: Math.max(WEIGHTS[number & 7], before?.weight ?? 0),
        isTyped: !typed || form === typed || !!before?.isTyped
      })
    }
  return found
}

// The documents of a part whose date is in a year, by their numbers.
const datedIn = async (index, part, year) => {
  if (!/^(?:19|20)[0-9]{2}$/.test(year) || !part.dated || (part.from && (year < part.from || year > part.to))) return []
  if (part.from && part.from === part.to) return Array(part.dated).keys()
  const { years } = await file(index, part, 'register.json'), wanted = years.names.indexOf(year)
  return years.of.flatMap((of, id) => of === wanted ? [id] : [])
}

const together = async (index, part, pair) => {
  const [first, second] = pair.split(' '), after = (await shard(index, part, first))[`${first} `] ?? {}
  return new Set(Object.hasOwn(after, second) ? numbers(after[second]) : [])
}

// Whether two words differ by one letter (added, dropped or changed) or by two swapped letters.
const isNear = (one, other) => {
  if (one.length > other.length) [one, other] = [other, one]
  if (one === other || one.length < 3 || other.length - one.length > 1) return one === other
  let at = 0, end = 0
  while (one[at] === other[at] && at < one.length) at++
  while (end < one.length - at && one.at(-1 - end) === other.at(-1 - end)) end++
  const [left, right] = [one.slice(at, one.length - end), other.slice(at, other.length - end)]
  return right.length < 2 || (left.length === 2 && left === right[1] + right[0])
}

// ---- matching ----

const allowed = async (index, part, { section, year }) => {
  if (!section && (!year || (part.from && part.from === part.to))) return () => true
  const { sections, years } = await file(index, part, 'register.json')
  return id => (!section || `${sections.names[sections.of[id]]}/`.startsWith(`${section}/`))
    && (!year || years.names[years.of[id]] === year)
}

// The positions of a phrase among the words of a text, as lists of [key, form].
const positions = (phrase, all) => all.flatMap((_, at) =>
  phrase.every(([, form], step) => all[at + step]?.[1] === form) ? phrase.map((_, step) => at + step) : [])

const plainOf = all => all.map(([plain]) => plain).join(' ')

// Note what an article may have in place of terms of the query: `căn cước công dân` for `cccd`.
const noteSynonyms = async (index, part, { words, all, synonyms }) => {
  const listed = await Promise.all([...words.keys()].map(async plain => (await shard(index, part, plain))[`${plain}=`] ?? []))
  for (const [term, ...others] of listed.flat()) {
    const of = split(term).map(keys)
    if (!` ${plainOf(all)} `.includes(` ${plainOf(of)} `)) continue
    for (const other of others) synonyms.set(other, { phrase: split(other).map(keys), of })
  }
}

// The documents that have a word of the query, or a date in the year that it is; see `having`.
const havingOrDated = async (index, part, plain, typed) => {
  const found = having(await shard(index, part, plain), plain, typed)
  for (const id of await datedIn(index, part, plain))
    if (!found.has(id)) found.set(id, { weight: WEIGHTS[0], isTyped: true, isDate: true })
  return found
}

// Look up each word and each pair in a part.
const lookUp = async (index, part, wanted, narrowed) => {
  const { words, pairs } = wanted
  const [byWord, byPair, isAllowed] = await Promise.all([
    Promise.all([...words].map(([plain, typed]) => havingOrDated(index, part, plain, typed))),
    Promise.all([...pairs].map(pair => together(index, part, pair))),
    allowed(index, part, narrowed),
    noteSynonyms(index, part, wanted)
  ])
  return { part, byWord, byPair, isAllowed }
}

// The key of a word in raw Telex or VNI, typed without an input method: "moojt" and "mo65t" for "một".
const unaided = plain => keys(plain.replace(/(?<=[aeiouy].*)[sfrxjzw]|(?<=^d)d|[0-9]/g, '').replace(/([aeo])\1/g, '$1'))[0]

// The keys of two words run together ("laichau"), for each way to split them. The vocabulary lacks numbers and words of
// two letters.
const halves = (plain, vocabulary) => [...plain].map((_, at) => [plain.slice(0, at), plain.slice(at)])
  .filter(both => both.every(half => half.length > 1)).map(both => both.map(half => keys(half)[0]))
  .filter(both => both.every(half => half.length < 3 || /^\d+$/.test(half) || vocabulary.includes(half)))

// Replace words that no article has: misspelt by one letter, in raw Telex or VNI, two run together, or one in two pieces.
// Nearly every short syllable has others that differ in a letter, so one that is written beside a known word of the
// query must stand beside it in the article, too.
const respell = async (index, looked, { words, pairs, others }, counts) => {
  const all = [...words.keys()], unknown = new Set(all.filter((_, at) => !counts[at])), listed = [...pairs]
  if (!unknown.size) return
  const meant = pair => pair.split(' ').map(plain => unknown.has(plain) ? unaided(plain) : plain).join(' ')
  await Promise.all(looked.map(async ({ part, byWord, byPair }) => {
    const vocabulary = await file(index, part, 'vocabulary.json')
    // For each pair of this word with a known one: the documents that have `other` in its stead.
    const beside = async (plain, other) => {
      const ids = new Set()
      for (const [at, pair] of listed.entries()) {
        const both = pair.split(' ')
        if (both.filter(word => unknown.has(word)).join() !== plain) continue
        for (const id of await together(index, part, both.map(word => word === plain ? other : word).join(' '))) {
          ids.add(id)
          byPair[at].add(id)
        }
      }
      return ids
    }
    const add = async (at, other, isIn = () => true) => {
      for (const [id, { weight }] of having(await shard(index, part, other), other, '')) {
        if (!isIn(id)) continue
        others.add(other)
        if (!byWord[at].has(id)) byWord[at].set(id, { weight, isOther: true })
      }
    }
    for (const [at, plain] of all.entries()) {
      if (!unknown.has(plain) || plain.length < 3) continue
      const isAlone = plain.length > SHORT || words.size === 1
      await add(at, unaided(plain))
      for (const other of vocabulary.filter(word => isNear(plain, word))) {
        const ids = await beside(plain, other)
        if (isAlone || ids.size) await add(at, other, id => isAlone || ids.has(id))
      }
      for (const both of halves(plain, vocabulary)) {
        const ids = await together(index, part, both.join(' '))
        for (const half of ids.size ? both : []) await add(at, half, id => ids.has(id))
      }
    }
    for (const [at, pair] of listed.entries()) {
      const both = pair.split(' '), whole = both.join('')
      if (!both.some(word => unknown.has(word))) continue
      if (meant(pair) !== pair) for (const id of await together(index, part, meant(pair))) byPair[at].add(id)
      if (vocabulary.includes(whole)) for (const plain of both) await add(all.indexOf(plain), whole)
    }
  }))
}

// Whether a document has all phrases. Words beyond MOST_WORDS were not looked up, and count as present.
const hasPhrases = (phrases, { words, pairs }, { byWord, byPair }, id) => phrases.every(phrase => {
  if (phrase.length > 1) return pairsOf(phrase).every(pair => !pairs.has(pair) || byPair[[...pairs].indexOf(pair)].has(id))
  const [[plain]] = phrase
  if (!words.has(plain)) return true
  const word = byWord[[...words.keys()].indexOf(plain)].get(id)
  return word?.isTyped && !word.isDate
})

const orders = (index, order) => {
  const rank = new Map(index.parts.map((part, at) => [part, at]))
  const isDated = ({ part, id }) => id < part.dated
  const newest = (a, b) => rank.get(a.part) - rank.get(b.part) || a.id - b.id
  const byDate = { moi: newest, cu: (a, b) => newest(b, a) }[order]
  // Pages without a date come last.
  return byDate ? (a, b) => isDated(b) - isDated(a) || byDate(a, b) : (a, b) => b.weight - a.weight || newest(a, b)
}

// all: articles with every word in any form, those with the typed forms first. near: if these are few, articles with
// most of the words. Each pair of neighbouring words adds weight. order: moi (the newest first), cu, or ''.
export const find = async (index, wanted, { section = '', year = '', order = '' } = {}) => {
  const parts = index.parts.filter(({ size, from, to }) => size && (!year || !from || (from <= year && year <= to)))
  const looked = await Promise.all(parts.map(part => lookUp(index, part, wanted, { section, year })))
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  const plains = [...wanted.words.keys()], isMust = plains.map(plain => wanted.must.has(plain))
  const counts = [...wanted.words].map((_, at) => looked.reduce((sum, { byWord }) => sum + byWord[at].size, 0))
  await respell(index, looked, wanted, counts)
  const typed = counts.map((count, at) =>
    looked.reduce((sum, { byWord }) => sum + [...byWord[at].values()].filter(word => word.isTyped).length, 0) || count)
  const rarity = typed.map((count, at) => Math.log(1 + (size - count + .5) / (count + .5)) * (wanted.weighty.has(plains[at]) ? 1 : .1))
  const most = rarity.reduce((sum, one) => sum + one, 0)
  const found = looked.flatMap(one => {
    const ids = new Set(one.byWord.flatMap(has => [...has.keys()]))
    return [...ids].filter(one.isAllowed).map(id => {
      const has = one.byWord.map(word => word.get(id)), pairs = one.byPair.filter(pair => pair.has(id)).length
      const sum = amount => has.reduce((sum, word, at) => sum + (word ? amount(word) * rarity[at] : 0), 0)
      return {
        part: one.part, id, pairs,
        weight: sum(word => word.isTyped ? word.weight : word.weight / 2) * (1 + TOGETHER * pairs / (one.byPair.length || 1)),
        share: sum(word => word.isTyped ? 1 : .5) / most,
        isWhole: has.every((word, at) => !isMust[at] || (word && !word.isOther)) && hasPhrases(wanted.phrases, wanted, one, id),
        asTyped: has.every((word, at) => !isMust[at] || word?.isTyped)
      }
    })
  })
  const inOrder = orders(index, order), all = found.filter(one => one.isWhole)
  all.sort((a, b) => b.asTyped - a.asTyped || inOrder(a, b))
  const least = plains.length < LONG ? SHARE : SCATTERED
  const near = all.length < FEW ? found.filter(one => !one.isWhole && (one.share >= least || one.pairs)) : []
  return { all, near: near.sort((a, b) => b.weight - a.weight).slice(0, NEAR) }
}

// ---- showing results ----

// The words of a text to mark: those as typed, else, if they may differ, all with the same letters; of pairs, those
// that are together as typed, if there are any, in this text or in `beside`, the texts next to it. Question words are
// marked beside others of the query only.
const hitsAmong = (found, { words, must, pairs, others, synonyms }, isStrict, beside) => {
  const all = found.map(word => keys(joined(word))), forms = new Set(all.map(([, form]) => form))
  const isForm = (wanted, form) => !wanted || wanted === form || (!isStrict && !forms.has(wanted))
  const isHit = ([plain, form]) => others.has(plain) || (words.has(plain) && isForm(words.get(plain), form))
  const isPair = at => all[at] && all[at + 1] && pairs.has(`${all[at][0]} ${all[at + 1][0]}`)
  const shown = [...pairsOf(all), ...pairsOf(split(beside).map(keys))].filter(pair => pairs.has(pair))
  const paired = new Set(shown.flatMap(pair => pair.split(' ')))
  const meant = new Set([...synonyms.values()].flatMap(({ phrase }) => positions(phrase, all)))
  const isAlone = ([plain]) => !paired.has(plain) && (must.has(plain) || others.has(plain))
  return all.map((one, at) => meant.has(at) || (isHit(one) && (isPair(at) || isPair(at - 1) || isAlone(one))))
}

// Write the text into `into` with its hits in <mark>; return the marked runs. beside: see hitsAmong.
const mark = (into, text, wanted, isStrict, beside) => {
  const pieces = text.split(TOKEN), runs = []      // words at odd places
  const hits = hitsAmong(pieces.filter((_, at) => at % 2), wanted, isStrict, beside)
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

// The words and the pairs that a text has, without question words; with a synonym it has those of the query that it
// stands for.
const foundIn = (text, { must, pairs, others, synonyms }) => {
  const all = split(text).map(keys)
  const meant = [...synonyms.values()].filter(({ phrase }) => positions(phrase, all).length).map(({ of }) => of)
  const plains = [...all, ...meant.flat()].map(([plain]) => plain)
  return {
    words: new Set(plains.filter(plain => must.has(plain) || others.has(plain))),
    pairs: new Set([all, ...meant].flatMap(pairsOf).filter(pair => pairs.has(pair)))
  }
}
// Fetch an article and return the excerpt with most of the words; those that the title lacks count fourfold. '' if
// that fails.
const excerpt = async (address, title, wanted) => {
  const inTitle = foundIn(title, wanted).words
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) })
    if (!answer.ok) return ''
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const texts = [...page.querySelectorAll('.prose :is(p, li, td, th, dd, h2, h3, h4, figcaption), .figure figcaption')]
      .map(one => one.textContent)
    const worth = text => {
      const { words, pairs } = foundIn(text, wanted)
      return pairs.size + [...words].reduce((sum, word) => sum + (inTitle.has(word) ? 1 : 4), 0)
    }
    const [[most, count]] = texts.map(text => [text, worth(text)]).sort((a, b) => b[1] - a[1])
    if (!count) return ''
    const pieces = most.trim().split(/\s+/), part = at => pieces.slice(at, at + EXCERPT).join(' ')
    let from = 0
    for (let at = 6; at <= pieces.length - EXCERPT / 2; at += 6) if (worth(part(at)) > worth(part(from))) from = at
    const to = from + EXCERPT
    return (from ? '… ' : '') + part(from) + (to < pieces.length ? ' …' : '')
  } catch { return '' }
}

// Build a result from its card, and a function that adds an excerpt of the article if the card lacks the words.
const card = ({ template, titles, home }, wanted, { asTyped }, [title, address, machine, date, summary, section]) => {
  const item = template.content.cloneNode(true), part = name => item.querySelector(name)
  const link = part('.card__title a'), text = part('.card__summary'), place = part('.card__meta a')
  mark(link, title, wanted, asTyped, summary)
  mark(text, summary, wanted, asTyped, title)
  link.href = address
  if (date) part('.card__meta').prepend(Object.assign(document.createElement('time'), { dateTime: machine, textContent: date }), ' ')
  if (section) Object.assign(place, { href: `${home}${section}/`, textContent: titles.get(section) })
  else place.remove()
  const { words, pairs } = foundIn(`${title} . ${summary} . ${date}`, wanted)
  const quote = async () => {
    const shown = await excerpt(address, title, wanted)
    if (!shown) return
    mark(link, title, wanted, asTyped, shown)
    const [first] = mark(text, shown, wanted, asTyped, title)
    // A text fragment: browsers scroll to the words and mark them.
    if (first) link.href = `${address}#:~:text=${encodeURIComponent(first).replaceAll('-', '%2D')}`
  }
  return { item, quote: words.size >= wanted.must.size && pairs.size === wanted.pairs.size ? null : quote }
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

// isInUse: what has been typed or chosen stays.
const fill = (form, asked, isInUse = false) => {
  const filters = form.querySelector('.filters'), lists = [...filters.querySelectorAll('select')]
  for (const field of form.elements) if (field.name && !(isInUse && field.value)) field.value = asked.get(field.name) ?? ''
  for (const list of lists) if (list.selectedIndex < 0) list.value = ''
  filters.open = lists.some(list => list.value) || (isInUse && filters.open)
  delete document.documentElement.dataset.filters
}

const say = (into, label, words, count = 0) => {
  const plain = words.replace(/^["“”«]([^"“”«»]+)["“”»]$/, '$1')
  const shown = plain.length > SHOWN ? `${plain.slice(0, SHOWN)}…` : plain
  into.textContent = label.replace('{count}', count.toLocaleString('vi')).replace('{words}', () => shown)
}

// The lists in the order of the page: as typed, with other marks, near.
const layOut = async ({ results, index, titles, isNarrowed }, typed, wanted, { all, near }, number) => {
  const { home, found, none, noneChosen } = results.dataset, template = results.querySelector('template')
  const page = [...all.slice((number - 1) * PAGE, number * PAGE), ...number === 1 ? near : []]
  const cards = await Promise.all(page.map(async one => {
    return { ...card({ template, titles, home }, wanted, one, await cardOf(index, one)), one }
  }))
  const asTyped = all.filter(one => one.asTyped).length
  const groups = [one => one.isWhole && one.asTyped, one => one.isWhole && !one.asTyped, one => !one.isWhole]
  const heads = results.querySelectorAll(':scope > .block-head > h2'), lists = results.querySelectorAll('ol')
  groups.forEach((isIn, at) => {
    const items = cards.filter(({ one }) => isIn(one)).map(({ item }) => item)
    if (at) heads[at].parentElement.hidden = !items.length
    lists[at].replaceChildren(...items)
  })
  say(heads[1], heads[1].textContent, typed, all.length - asTyped)
  say(heads[0], asTyped ? found : isNarrowed ? noneChosen : none, typed, asTyped)
  const advice = results.querySelector('.results__advice')
  advice.hidden = all.length > 0
  Object.assign(advice.querySelector('a'), { href: `?${new URLSearchParams({ q: typed })}`, hidden: !isNarrowed })
  pagesOf(results.querySelector('nav'), all.length, number)
  document.title = `${heads[0].textContent} | ${document.title}`
  return cards.map(({ quote }) => quote).filter(Boolean)
}

const late = () => new Promise((_, refuse) => setTimeout(() => refuse(Error('late')), PATIENCE))

const show = async (form, results, index, asked) => {
  const typed = (asked.get('q') ?? '').trim(), wanted = wantedIn(typed)
  const { muc, nam, xep } = form.elements, heading = results.querySelector('h2')
  const titles = new Map([...muc.options].map(({ value, text }) => [value, text.replace(/^(– )+/, '')]))
  const work = async () => {
    const all = await find(index, wanted, { section: muc.value, year: nam.value, order: xep.value })
    const number = Math.min(Math.max(1, Math.trunc(asked.get('trang')) || 1), Math.ceil(all.all.length / PAGE) || 1)
    return layOut({ results, index, titles, isNarrowed: !!(muc.value || nam.value) }, typed, wanted, all, number)
  }
  results.setAttribute('aria-busy', true)
  const working = work(), failed = results.querySelector('.results__failed')
  try {
    await Promise.race([working, late()])
  } catch {
    say(heading, results.dataset.failed, typed)
    failed.hidden = false
    failed.dataset.now = ''
  }
  results.setAttribute('aria-busy', false)
  const quotes = await working   // if it was late, results replace the message
  failed.hidden = true
  await Promise.all(quotes.map(quote => quote()))
  results.dataset.quoted = ''
}

const form = document.querySelector('.search-form'), results = document.querySelector('.results')
if (form && results) {
  const asked = new URLSearchParams(location.search)
  results.querySelector('.results__failed').hidden = true   // the message that the style sheet shows without this script
  // Keep empty choices out of the address, which may be shared.
  form.addEventListener('formdata', ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name)
  })
  const { q } = form.elements
  fill(form, asked, form.contains(document.activeElement))  // a reader may have begun before this script was loaded
  addEventListener('pageshow', ({ persisted }) => { if (persisted) fill(form, asked) })  // "back" keeps what was chosen afterwards
  form.addEventListener('change', ({ target }) => { if (target.matches('select') && q.value.trim()) form.requestSubmit() })
  const index = openIndex(results.dataset)
  // The page preloads these files, so they are there before a query is typed.
  if (index.parts[0].shards === 0) file(index, index.parts[0]).catch(() => {})
  if (asked.get('q')?.trim()) {
    results.hidden = false
    document.documentElement.dataset.asked = ''   // even if bantin.js was not loaded
    show(form, results, index, asked)
  } else results.hidden = true
}
