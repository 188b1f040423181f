-- Has wrk say what it counted as one line of JSON. Only "done" is defined: a function called for each request or
-- response would cost the client CPU time.
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"durationMicros":%d,"connectErrors":%d,"readErrors":%d,"writeErrors":%d,"timeouts":%d,'
      .. '"statusErrors":%d,"p50Micros":%d,"p99Micros":%d,"p999Micros":%d}\n',
    summary.requests, summary.duration, errors.connect, errors.read, errors.write, errors.timeout,
    errors.status, latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
