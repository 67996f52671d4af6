    jobs: readJobs(values, environment),
