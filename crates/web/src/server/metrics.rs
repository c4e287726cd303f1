//! Counts for Prometheus, in its text format.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Upper ends of the buckets of answer times, in microseconds.
const BUCKETS: [u64; 10] = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000];

/// Counts since the start.
#[derive(Debug, Default)]
pub(super) struct Metrics {
    /// Answers by the hundreds of their status: 1xx to 5xx.
    statuses: [AtomicU64; 5],
    times: [AtomicU64; BUCKETS.len()],
    micros: AtomicU64,
}

impl Metrics {
    /// Counts one answer.
    pub(super) fn answered(&self, status: u16, took: Duration) {
        let hundreds = usize::from(status / 100).saturating_sub(1);
        if let Some(count) = self.statuses.get(hundreds) {
            count.fetch_add(1, Relaxed);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Relaxed);
        let bucket = BUCKETS.iter().position(|end| micros <= *end);
        if let Some(count) = bucket.and_then(|bucket| self.times.get(bucket)) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// All counts as text; `held` is the number of bytes of answers kept.
    pub(super) fn text(&self, version: &str, held: u64) -> String {
        let mut text =
            String::from("# HELP weigh_requests_total Answers by status.\n# TYPE weigh_requests_total counter\n");
        let mut total = 0;
        for (index, count) in self.statuses.iter().enumerate() {
            let count = count.load(Relaxed);
            total += count;
            let _ = writeln!(text, "weigh_requests_total{{status=\"{}xx\"}} {count}", index + 1);
        }
        text.push_str("# HELP weigh_request_seconds Time to answer.\n# TYPE weigh_request_seconds histogram\n");
        let mut below = 0;
        for (end, count) in BUCKETS.iter().zip(&self.times) {
            below += count.load(Relaxed);
            let _ = writeln!(text, "weigh_request_seconds_bucket{{le=\"{}\"}} {below}", seconds(*end));
        }
        let _ = writeln!(text, "weigh_request_seconds_bucket{{le=\"+Inf\"}} {total}");
        let _ = writeln!(text, "weigh_request_seconds_sum {}", seconds(self.micros.load(Relaxed)));
        let _ = writeln!(text, "weigh_request_seconds_count {total}");
        text.push_str("# HELP weigh_cache_bytes Bytes of answers kept.\n# TYPE weigh_cache_bytes gauge\n");
        let _ = writeln!(text, "weigh_cache_bytes {held}");
        text.push_str("# HELP weigh_catalog_info Version of the catalog.\n# TYPE weigh_catalog_info gauge\n");
        let _ = writeln!(text, "weigh_catalog_info{{version=\"{}\"}} 1", version.replace(['"', '\\', '\n'], ""));
        text
    }
}

/// Microseconds as seconds, exactly.
fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_status_and_time() {
        let metrics = Metrics::default();
        metrics.answered(200, Duration::from_micros(90));
        metrics.answered(404, Duration::from_millis(3));
        metrics.answered(200, Duration::from_secs(2));
        let text = metrics.text("v\"1", 7);
        for line in [
            "weigh_requests_total{status=\"2xx\"} 2",
            "weigh_requests_total{status=\"4xx\"} 1",
            "weigh_request_seconds_bucket{le=\"0.000100\"} 1",
            "weigh_request_seconds_bucket{le=\"0.005000\"} 2",
            "weigh_request_seconds_bucket{le=\"+Inf\"} 3",
            "weigh_request_seconds_sum 2.003090",
            "weigh_cache_bytes 7",
            "weigh_catalog_info{version=\"v1\"} 1",
        ] {
            assert!(text.lines().any(|have| have == line), "{line}\n{text}");
        }
    }
}
