SELECT m.session_ext AS "Chat ID", s.merchant_ext AS "Merchant ID", s.channel AS "Provider",
  strftime('%Y-%m-%dT%H:%M:%fZ', s.created_at / 1000.0, 'unixepoch') AS "Chat Created At",
  strftime('%Y-%m-%dT%H:%M:%fZ', m.at / 1000.0, 'unixepoch') AS "Message Created At",
  s.contact_ext AS "Contact ID", c.identification AS "Contact Identification", c.name AS "Contact Name",
  c.email AS "Contact Email", c.phone AS "Contact Phone Number", c.mobile AS "Contact Mobile Number",
  s.agent_ext AS "Agent ID", a.name AS "Agent Name", a.username AS "Agent Username", a.email AS "Agent Email",
  m.direction = 'incoming' AS "Message Incoming",
  iif(m.direction = 'incoming', coalesce(m.attachment, m.text), NULL) AS "Message Contact",
  iif(m.direction = 'outgoing', coalesce(m.attachment, m.text), NULL) AS "Message Agent",
  m.kind AS "Message Type", m.caption AS "Message Caption", s.channel_name AS "Alias",
  iif(m.person = 'bot', coalesce(b.name, m.person_ext), NULL) AS "Bot", upper(s.state) AS "Status",
  strftime('%Y-%m-%dT%H:%M:%fZ', coalesce(s.first_opened_at, s.opened_at) / 1000.0, 'unixepoch') AS "Opened at",
  strftime('%Y-%m-%dT%H:%M:%fZ', s.picked_up_at / 1000.0, 'unixepoch') AS "Picked up at",
  strftime('%Y-%m-%dT%H:%M:%fZ', s.closed_at / 1000.0, 'unixepoch') AS "Closed at",
  s.closed_at - s.created_at AS "Duration"
FROM message m
LEFT JOIN session s ON s.account = m.account AND s.ext = m.session_ext
LEFT JOIN contact c ON c.account = s.account AND c.ext = s.contact_ext
LEFT JOIN agent a ON a.account = s.account AND a.ext = s.agent_ext
LEFT JOIN bot b ON m.person = 'bot' AND b.account = m.account AND b.ext = m.person_ext
ORDER BY m.at, m.id
