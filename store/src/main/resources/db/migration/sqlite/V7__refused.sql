-- Two counts more in what hosts told: nothing was counted of them before.
-- [jooq ignore start]
UPDATE host_traffic SET counts = json_set(counts,
    '$.latest.plain.refusedRequests', 0, '$.latest.plain.refusedClients', 0,
    '$.latest.secure.refusedRequests', 0, '$.latest.secure.refusedClients', 0,
    '$.plainBefore.refusedRequests', 0, '$.plainBefore.refusedClients', 0,
    '$.secureBefore.refusedRequests', 0, '$.secureBefore.refusedClients', 0);
-- [jooq ignore stop]
