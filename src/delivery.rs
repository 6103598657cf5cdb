//! The HTTP headers that come with a delivery.

use std::error::Error;
use std::fmt;

use typewright_runtime::DateTime;

use crate::event::{DeliveryKey, Event};
use crate::v2026_04_01::EventId;

/// Names of the headers that [`Delivery`] reads, as the documentation spells them.
pub mod header {
    /// Name of the event, the same as `type` in the body.
    pub const EVENT: &str = "X-Wexio-Event";
    /// Id of the event, the same as `id` in the body.
    pub const EVENT_ID: &str = "X-Wexio-Event-Id";
    /// Number of the delivery, the same as `meta.attempt` in the body.
    pub const ATTEMPT: &str = "X-Wexio-Attempt";
    /// A time, as ISO 8601 date-time; which time is not documented.
    pub const TIMESTAMP: &str = "X-Wexio-Timestamp";
    /// Id of the event once more, the same as `id` in the body.
    pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
}

/// What the headers of a delivery say, typed.
///
/// `Authorization` and `X-Wexio-Signature` are left alone: the signature's input is not documented, so this crate does
/// not check it. Authenticate the request before you trust the body or these headers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// `X-Wexio-Event`: name of the event.
    pub event: String,
    /// `X-Wexio-Event-Id`: id of the event, the same across its deliveries.
    pub event_id: EventId,
    /// `X-Wexio-Attempt`: number of this delivery, 1 for the first.
    pub attempt: u64,
    /// `X-Wexio-Timestamp`. The documentation does not tie it to a member of the body, so [`Delivery::check`] does not either.
    pub timestamp: DateTime,
    /// `Idempotency-Key`: the event's id once more.
    pub idempotency_key: EventId,
}

impl Delivery {
    /// Reads the headers of a request; those it does not know are passed over.
    ///
    /// Any iterator of names and values will do: pairs of strings, or what the `http` crate's `HeaderMap` iterates over.
    /// Names are compared without regard to ASCII case; blanks and tabs around a value are not part of it (RFC 9110, section 5.5).
    ///
    /// # Errors
    ///
    /// [`HeaderError`], when a header is missing, given twice, or has a value that its documentation rules out.
    ///
    /// # Examples
    ///
    /// ```
    /// use wexio_webhooks::Delivery;
    ///
    /// let delivery = Delivery::from_headers([
    ///     ("content-type", "application/json"),
    ///     ("x-wexio-event", "chat.created"),
    ///     ("x-wexio-event-id", "evt_2a3f1d4c-9b2e-4e7a-9c8d-bd8e9a0e4c10"),
    ///     ("x-wexio-attempt", "2"),
    ///     ("x-wexio-timestamp", "2026-04-24T14:02:10.123Z"),
    ///     ("idempotency-key", "evt_2a3f1d4c-9b2e-4e7a-9c8d-bd8e9a0e4c10"),
    /// ])?;
    /// assert_eq!(delivery.attempt, 2);
    /// # Ok::<(), wexio_webhooks::HeaderError>(())
    /// ```
    pub fn from_headers<N, V>(
        headers: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, HeaderError>
    where
        N: AsRef<str>,
        V: AsRef<[u8]>,
    {
        let mut event = None;
        let mut event_id = None;
        let mut attempt = None;
        let mut timestamp = None;
        let mut idempotency_key = None;
        for (name, value) in headers {
            let (name, value) = (name.as_ref(), value.as_ref());
            if name.eq_ignore_ascii_case(header::EVENT) {
                once(&mut event, header::EVENT, value, parse_event)?;
            } else if name.eq_ignore_ascii_case(header::EVENT_ID) {
                once(&mut event_id, header::EVENT_ID, value, parse_event_id)?;
            } else if name.eq_ignore_ascii_case(header::ATTEMPT) {
                once(&mut attempt, header::ATTEMPT, value, parse_attempt)?;
            } else if name.eq_ignore_ascii_case(header::TIMESTAMP) {
                once(&mut timestamp, header::TIMESTAMP, value, parse_timestamp)?;
            } else if name.eq_ignore_ascii_case(header::IDEMPOTENCY_KEY) {
                once(
                    &mut idempotency_key,
                    header::IDEMPOTENCY_KEY,
                    value,
                    parse_event_id,
                )?;
            }
        }
        Ok(Self {
            event: present(event, header::EVENT)?,
            event_id: present(event_id, header::EVENT_ID)?,
            attempt: present(attempt, header::ATTEMPT)?,
            timestamp: present(timestamp, header::TIMESTAMP)?,
            idempotency_key: present(idempotency_key, header::IDEMPOTENCY_KEY)?,
        })
    }

    /// Checks that the headers tell of the same event and delivery as the body.
    ///
    /// # Errors
    ///
    /// [`Mismatch`], naming the first header that differs from its member of the body, in the order of the fields above.
    pub fn check(&self, event: &Event) -> Result<(), Mismatch> {
        let comparisons = [
            (header::EVENT, "/type", self.event == event.event_type()),
            (
                header::EVENT_ID,
                "/id",
                self.event_id.as_str() == event.event_id(),
            ),
            (
                header::ATTEMPT,
                "/meta/attempt",
                self.attempt == event.attempt(),
            ),
            (
                header::IDEMPOTENCY_KEY,
                "/id",
                self.idempotency_key.as_str() == event.event_id(),
            ),
        ];
        for (header, member, agrees) in comparisons {
            if !agrees {
                return Err(Mismatch { header, member });
            }
        }
        Ok(())
    }

    /// The pair of event id and attempt, of which no two deliveries share one; the same as [`Event::delivery_key`] once
    /// [`Delivery::check`] has passed.
    #[must_use]
    pub fn delivery_key(&self) -> DeliveryKey {
        DeliveryKey {
            event_id: self.event_id.as_str().to_owned(),
            attempt: self.attempt,
        }
    }
}

fn once<T>(
    slot: &mut Option<T>,
    header: &'static str,
    value: &[u8],
    parse: fn(&str) -> Result<T, &'static str>,
) -> Result<(), HeaderError> {
    if slot.is_some() {
        return Err(HeaderError::Repeated { header });
    }
    let expected = match std::str::from_utf8(value) {
        Ok(text) => match parse(text.trim_matches([' ', '\t'])) {
            Ok(parsed) => {
                *slot = Some(parsed);
                return Ok(());
            }
            Err(expected) => expected,
        },
        Err(_) => "text in UTF-8",
    };
    Err(HeaderError::Malformed { header, expected })
}

fn present<T>(slot: Option<T>, header: &'static str) -> Result<T, HeaderError> {
    slot.ok_or(HeaderError::Missing { header })
}

fn parse_event(value: &str) -> Result<String, &'static str> {
    if value.is_empty() {
        return Err("the name of an event");
    }
    Ok(value.to_owned())
}

fn parse_event_id(value: &str) -> Result<EventId, &'static str> {
    EventId::try_from(value).map_err(|_| "an event id: `evt_` and what follows it")
}

fn parse_attempt(value: &str) -> Result<u64, &'static str> {
    const EXPECTED: &str = "a whole number from 1 on, in decimal digits";
    // `u64::from_str` alone would take a plus sign.
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(EXPECTED);
    }
    match value.parse() {
        Ok(attempt) if attempt >= 1 => Ok(attempt),
        _ => Err(EXPECTED),
    }
}

fn parse_timestamp(value: &str) -> Result<DateTime, &'static str> {
    DateTime::try_from(value).map_err(|_| "an RFC 3339 date-time, such as 2026-04-24T14:02:10.123Z")
}

/// Why headers could not be read. Names the header, never its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderError {
    /// The request lacks the header.
    Missing {
        /// Name of the header.
        header: &'static str,
    },
    /// The request has the header more than once.
    Repeated {
        /// Name of the header.
        header: &'static str,
    },
    /// The header's value is not of its documented form.
    Malformed {
        /// Name of the header.
        header: &'static str,
        /// What its value has to be.
        expected: &'static str,
    },
}

impl HeaderError {
    /// Name of the header in question.
    #[must_use]
    pub fn header(&self) -> &'static str {
        match self {
            Self::Missing { header }
            | Self::Repeated { header }
            | Self::Malformed { header, .. } => header,
        }
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { header } => {
                write!(
                    f,
                    "header {header} is missing: pass on all headers of the request"
                )
            }
            Self::Repeated { header } => {
                write!(
                    f,
                    "header {header} is given more than once: it is not clear which one counts"
                )
            }
            Self::Malformed { header, expected } => {
                write!(f, "header {header} is malformed: expected {expected}")
            }
        }
    }
}

impl Error for HeaderError {}

/// A header and a member of the body that ought to be the same, and differ. Names both, never their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// Name of the header.
    pub header: &'static str,
    /// JSON Pointer of the member.
    pub member: &'static str,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { header, member } = self;
        write!(
            f,
            "header {header} differs from {member} in the body: headers and body are not of the same delivery"
        )
    }
}

impl Error for Mismatch {}
