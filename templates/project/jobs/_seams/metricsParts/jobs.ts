    jobs: createJobMetrics(registry),
