//! When to try again, and after how long.

use super::Limits;
use super::error::Cause;
use std::time::Duration;
use ureq::http::HeaderMap;
use ureq::http::header::{DATE, RETRY_AFTER};

/// The wait before the next attempt, or `None` if another would not help or may not be made.
///
/// Doubles from [`Limits::first_wait`] up to [`Limits::longest_wait`]; a server that names a wait gets that one.
pub(super) fn wait(cause: &Cause, retries: u32, limits: &Limits) -> Option<Duration> {
    if retries >= limits.retries {
        return None;
    }
    let backoff = limits.first_wait.saturating_mul(2_u32.saturating_pow(retries)).min(limits.longest_wait);
    match cause {
        Cause::Status { code: 429 | 500..=599, retry_after: Some(wait) } => {
            (*wait <= limits.longest_wait).then_some((*wait).max(backoff))
        }
        Cause::Status { code: 429 | 500..=599, .. }
        | Cause::Timeout { .. }
        | Cause::Cut { .. }
        | Cause::Garbled(_)
        | Cause::Connection(_) => Some(backoff),
        _ => None,
    }
}

/// `Retry-After` in seconds, or as a date counted from the answer's own `Date`, so that no local clock is asked.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok();
    let wanted = text(RETRY_AFTER)?.trim();
    if let Ok(seconds) = wanted.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let second = |date: &str| Some(jiff::fmt::rfc2822::parse(date).ok()?.timestamp().as_second());
    let wait = second(wanted)?.checked_sub(second(text(DATE)?)?)?;
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        connect: Duration::from_secs(1),
        total: Duration::from_secs(1),
        bytes: 1,
        retries: 4,
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(5),
    };

    fn status(code: u16, retry_after: Option<u64>) -> Cause {
        Cause::Status { code, retry_after: retry_after.map(Duration::from_secs) }
    }

    fn seconds(cause: &Cause, retries: u32) -> Option<u64> {
        wait(cause, retries, &LIMITS).map(|wait| wait.as_secs())
    }

    #[test]
    fn waits_double_up_to_the_longest_and_end() {
        let waits: Vec<_> = (0..5).map(|retries| seconds(&status(503, None), retries)).collect();
        assert_eq!(waits, [Some(1), Some(2), Some(4), Some(5), None]);
    }

    #[test]
    fn a_server_that_names_a_wait_gets_it_unless_it_is_too_long() {
        assert_eq!(seconds(&status(429, Some(3)), 0), Some(3));
        assert_eq!(seconds(&status(429, Some(0)), 0), Some(1));
        assert_eq!(seconds(&status(429, Some(6)), 0), None);
    }

    #[test]
    fn what_will_not_change_is_not_tried_again() {
        for cause in [
            status(404, None),
            status(403, Some(1)),
            Cause::NotHttps,
            Cause::TooLarge { limit: 1 },
            Cause::Tls(String::new()),
        ] {
            assert_eq!(seconds(&cause, 0), None, "{cause}");
        }
    }

    #[test]
    fn waits_are_read_as_seconds_or_as_dates() {
        let read = |date: Option<&str>, wanted: &str| {
            let mut headers = HeaderMap::new();
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            headers.insert(RETRY_AFTER, wanted.parse().unwrap());
            retry_after(&headers).map(|wait| wait.as_secs())
        };
        let date = Some("Wed, 21 Oct 2026 07:28:00 GMT");
        assert_eq!(read(None, "17"), Some(17));
        assert_eq!(read(date, "Wed, 21 Oct 2026 07:29:30 GMT"), Some(90));
        assert_eq!(read(date, "Wed, 21 Oct 2026 07:20:00 GMT"), Some(0));
        assert_eq!(read(None, "Wed, 21 Oct 2026 07:29:30 GMT"), None);
        assert_eq!(read(date, "soon"), None);
    }
}
