/* For every page whose address holds {}: an address with ids of the case at hand; null: not a screen of its own. */
import { rows } from './desk.mjs';

export function examples() {
  const item = rows('items')[0], claim = rows('claims')[0], incident = rows('incidents')[0];
  const publication = rows('publications')[0], party = rows('parties')[0], place = rows('places')[0];
  return {
    '/item/{}': `/item/${item.id}`,
    '/read/{}': `/read/${item.id}`,
    '/claim/{}': `/claim/${claim.id}`,
    '/incident/{}': `/incident/${incident.code}`,
    '/publication/{}': `/publication/${publication.id}`,
    '/party/{}': `/party/${party.id}`,
    '/place/{}': `/place/${place.id}`,
  };
}
