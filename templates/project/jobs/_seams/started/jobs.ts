  if (config.jobs.inProcess) {
    const worker = await startWorker({ config, logger, database, clock: systemClock, newId })
    atExit.add(() => worker.close())
  }
