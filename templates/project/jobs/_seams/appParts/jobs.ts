  metrics.jobs.watch(async () => countJobs(db))
