/* For every page whose address holds {}: an address (or several) with ids of the case at hand; null: not a screen to
 * look at by itself. */
import { rows } from './desk.mjs';

export function examples() {
  const items = rows('items'), item = (items.find((i) => /vpa-lisharan/.test(i.name || i.file || '')) || items[0]).id;
  const claims = rows('claims'), claim = (claims.find((c) => c.kind === 'bodies_found') || claims[0]).id;
  const incident = (rows('figures').find((f) => f.what === 'bodies' && f.min === 21) || rows('incidents')[0]);
  const code = incident.incident ? rows('incidents').find((i) => i.id === incident.incident || i.code === incident.incident).code : incident.code;
  const kept = (...words) => { try { return rows(...words); } catch { return []; } };
  const list = kept('lists')[0], person = kept('persons')[0], site = kept('sites')[0], body = kept('remains')[0];
  const publication = rows('publications')[0], party = rows('parties')[0], place = rows('places')[0];
  return {
    '/job/{}': null,
    '/sealed/{}': `/sealed/${item}`,
    '/list/{}': list ? `/list/${list.id}` : undefined,
    '/list/{}/diff': list ? `/list/${list.id}/diff` : undefined,
    '/person/{}': person ? `/person/${person.id}` : undefined,
    '/site/{}': site ? `/site/${site.id || site.site}` : undefined,
    '/remains/{}': body ? `/remains/${encodeURIComponent(body.number || body.id)}` : undefined,
    '/accounts/{}': null,
    '/item/{}': `/item/${item}`,
    '/item/{}/receipt': `/item/${item}/receipt`,
    '/read/{}': [`/read/${item}`, `/read/${(items.find((i) => i.lang === 'ar') || items[0]).id}`],
    '/claim-new/{}': `/claim-new/${item}`,
    '/correct/{}': `/correct/${claim}`,
    '/why/{}': `/why/${claim}`,
    '/claim/{}': `/claim/${claim}`,
    '/incident/{}': `/incident/${code}`,
    '/incident/{}/draft': `/incident/${code}/draft`,
    '/publication/{}': `/publication/${publication.id}`,
    '/party/{}': `/party/${party.id}`,
    '/place/{}': `/place/${place.id}`,
    '/search': ['/search', '/search?words=bodies', '/search?noun=claim&status=machine', '/search?words=zzzzzz'],
    '/bulk': ['/bulk', '/bulk?status=machine&act=accept&reason=checked'],
  };
}
