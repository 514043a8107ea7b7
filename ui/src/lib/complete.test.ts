import { describe, expect, it } from 'vitest';
import type { Column } from '../ipc/types';
import { accept, around, fieldOffers, timeOffers, valueOffers } from './complete';
import { tokenAt } from './query';

const column = (field: string | null, title: string): Column => ({
  id: title, title, explain: `About ${title}`, kind: 'text', sort: true, shown: true, width: 100, field, filter: field === null ? null : 'text', choices: [],
});
const COLUMNS = [column('channel', 'Channel'), column('created', 'Created'), column('sender', 'Sender'), column('sender', 'Sender number'), column(null, 'Messages')];
const VALUES = [{ value: 'whatsapp', label: 'WhatsApp', count: 20_114, text: 'channel:=whatsapp' }, { value: 'Template Bot', label: 'Template Bot', count: 7, text: 'category:="Template Bot"' }];

describe('what is offered', () => {
  // shows B3
  it('fields by name or title, each once, and only those that can be asked for', () => {
    expect(fieldOffers(COLUMNS, 'c', false).map((o) => o.insert)).toEqual(['channel:', 'created:']);
    expect(fieldOffers(COLUMNS, 'sender', true).map((o) => o.insert)).toEqual(['-sender:']);
    expect(fieldOffers(COLUMNS, '', false)).toHaveLength(3);
  });

  it('values with their counts, written as the query needs them', () => {
    expect(valueOffers(VALUES, 'channel:wh')).toEqual([{ insert: 'channel:=whatsapp', title: 'WhatsApp', note: '20,114', again: false }]);
    expect(valueOffers(VALUES, '-category:a,tem').map((o) => o.insert)).toEqual(['-category:a,"Template Bot"']);
  });

  it('stretches of time as whole days', () => {
    const offers = timeOffers('created', Date.UTC(2026, 10, 21, 12), 'utc');
    expect(offers.map((o) => o.insert)).toEqual([
      'created:2026-11-21', 'created:2026-11-20', 'created:2026-11-15..2026-11-21',
      'created:2026-10-23..2026-11-21', 'created:2026-11-01..2026-11-21',
    ]);
  });
});

describe('what is taken', () => {
  const text = 'chan order';
  it('a field leaves the caret behind its colon', () => {
    const [offer] = fieldOffers(COLUMNS, 'chan', false);
    expect(offer && accept(text, 4, offer)).toEqual({ text: 'channel: order', caret: 8 });
  });

  it('a value leaves the caret behind a blank', () => {
    const [offer] = valueOffers(VALUES, 'channel:wh');
    expect(offer && accept('channel:wh order', 10, offer)).toEqual({ text: 'channel:=whatsapp order', caret: 18 });
    expect(offer && accept('channel:wh', 10, offer)).toEqual({ text: 'channel:=whatsapp ', caret: 18 });
  });

  it('values are counted in the rest of the query', () => {
    const query = 'state:open channel:wh order';
    expect(around(query, tokenAt(query, 21))).toBe('state:open order');
  });
});
