CREATE TABLE t (a bigint, at timestamp)
  WITH (connector = 'files', path = 'x', format = 'jsn', follow = 'maybe', skip = 2000, roll = '10 bananas',
        line_bytes_max = '16 mib', event_time = 'att', watermark = '1 month', idle_timeout = 'soon', on_violation = 'warm');
