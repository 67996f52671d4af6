  await announceChanges(db)
