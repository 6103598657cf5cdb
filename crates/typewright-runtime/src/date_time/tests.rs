use super::*;

fn date_time(text: &str) -> DateTime {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is a date-time"))
}

#[test]
fn date_times_are_what_rfc_3339_says() {
    for text in [
        "2026-04-24T14:02:10.123Z",
        "2026-04-24t14:02:10z",
        "2026-04-24T14:02:10.1234567890123456789+05:30",
        "2024-02-29T00:00:00-23:59",
        "2000-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999+00:00",
        "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.123-08:00",
        "1999-01-01T05:29:60+05:30",
        "2026-04-24T14:02:10-00:00",
    ] {
        assert!(is_date_time(text), "{text}");
    }
    for text in [
        "",
        "2026-04-24",
        "2026-04-24T14:02:10",
        "2026-04-24 14:02:10Z",
        "2026-04-24T14:02:10.Z",
        "2026-04-24T14:02:10,5Z",
        "2026-04-24T14:02Z",
        "2026-00-24T14:02:10Z",
        "2026-13-24T14:02:10Z",
        "2026-04-31T14:02:10Z",
        "2026-04-00T14:02:10Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-04-24T24:00:00Z",
        "2026-04-24T14:60:10Z",
        "2026-04-24T14:02:61Z",
        "1998-12-31T23:58:60Z",
        "1998-12-31T23:59:60+01:00",
        "1998-12-31T22:59:60Z",
        "2026-04-24T14:02:10+24:00",
        "2026-04-24T14:02:10+23:60",
        "2026-04-24T14:02:10+0530",
        "2026-04-24T14:02:10+05",
        "2026-04-24T14:02:10Z ",
        " 2026-04-24T14:02:10Z",
        "2026-04-24T14:02:10ZZ",
        "+026-04-24T14:02:10Z",
        "2026-04-2৪T14:02:10Z",
        "2026-04-24T14:02:1٠Z",
        "20260424T140210Z",
    ] {
        assert!(!is_date_time(text), "{text}");
        assert!(DateTime::try_from(text).is_err());
        assert!(DateTime::try_from(text.to_owned()).is_err());
    }
}

#[test]
fn every_changed_byte_is_judged_without_panic() {
    let text = b"2026-04-24T14:02:10.123+05:30";
    for index in 0..text.len() {
        for byte in 0..=127 {
            let mut changed = *text;
            changed[index] = byte;
            let changed = std::str::from_utf8(&changed).unwrap();
            if !byte.is_ascii_digit() && text[index].is_ascii_digit() && !(20..=22).contains(&index)
            {
                assert!(!is_date_time(changed), "{changed}");
            }
        }
    }
}

#[test]
fn instants_are_exact() {
    let unix = |text| date_time(text).unix_seconds();
    assert_eq!(unix("1970-01-01T00:00:00Z"), 0);
    assert_eq!(unix("1969-12-31T23:59:59.9Z"), -1);
    assert_eq!(unix("2026-04-24T14:02:10.123Z"), 1_777_039_330);
    assert_eq!(unix("2026-04-24T19:32:10.123+05:30"), 1_777_039_330);
    assert_eq!(unix("1998-12-31T23:59:60Z"), unix("1999-01-01T00:00:00Z"));
    assert_eq!(
        date_time("1970-01-01T00:00:00.1234567899Z").unix_nanos(),
        123_456_789
    );
    assert_eq!(
        date_time("1969-12-31T23:59:59.25Z").unix_nanos(),
        -750_000_000
    );
    assert_eq!(
        date_time("0000-01-01T00:00:00Z").unix_seconds(),
        -62_167_219_200
    );
}

#[test]
fn the_same_instant_may_be_spelled_in_many_ways() {
    let same = |left, right| date_time(left).same_instant(&date_time(right));
    assert!(same(
        "2026-04-24T14:02:10Z",
        "2026-04-24T14:02:10.000+00:00"
    ));
    assert!(same(
        "2026-04-24T23:30:00-01:00",
        "2026-04-25T06:00:00.0+05:30"
    ));
    assert!(!same(
        "2026-04-24T14:02:10.1234567890Z",
        "2026-04-24T14:02:10.12345678901Z"
    ));
    assert!(!same("1998-12-31T23:59:60Z", "1999-01-01T00:00:00Z"));
    assert!(same("1998-12-31T23:59:60Z", "1998-12-31T15:59:60.0-08:00"));
    assert_ne!(
        date_time("2026-04-24T14:02:10Z"),
        date_time("2026-04-24T14:02:10.000Z")
    );
}

#[test]
fn system_times_go_there_and_back() {
    for (nanos, text) in [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_777_039_330_123_000_000, "2026-04-24T14:02:10.123Z"),
        (1_777_039_330_123_456_000, "2026-04-24T14:02:10.123456Z"),
        (1_777_039_330_000_000_001, "2026-04-24T14:02:10.000000001Z"),
    ] {
        let time = UNIX_EPOCH + Duration::from_nanos(nanos);
        let date_time = DateTime::try_from(time).unwrap();
        assert_eq!(date_time, text);
        assert!(is_date_time(&date_time));
        assert_eq!(date_time.to_system_time(), Some(time));
    }
    let before = UNIX_EPOCH - Duration::from_millis(250);
    assert_eq!(
        DateTime::try_from(before).unwrap(),
        "1969-12-31T23:59:59.750Z"
    );
    assert_eq!(
        date_time("1969-12-31T23:59:59.750Z").to_system_time(),
        Some(before)
    );
    let too_late = UNIX_EPOCH + Duration::from_secs(253_402_300_800);
    assert!(DateTime::try_from(too_late).is_err());
    let too_early = UNIX_EPOCH - Duration::from_secs(62_167_219_201);
    assert!(DateTime::try_from(too_early).is_err());
}

#[test]
fn zones_are_told() {
    assert!(date_time("2026-04-24T14:02:10z").is_utc());
    assert!(!date_time("2026-04-24T14:02:10+00:00").is_utc());
    assert_eq!(
        date_time("2026-04-24T14:02:10-05:30").offset_minutes(),
        -330
    );
}

#[test]
fn dates_and_times_are_the_two_parts_of_date_times() {
    let dates = [
        "2024-02-29",
        "2023-02-29",
        "0000-01-01",
        "9999-12-31",
        "2026-00-10",
        "2026-13-10",
        "2026-04-31",
        "2026-04-00",
        "2026/04/01",
        "2026-04-1",
        "26-04-01",
        "2026-04-011",
        "",
        "2026-04-0a",
        "２026-04-0",
    ];
    for date in dates {
        let with_time = format!("{date}T00:00:00Z");
        assert_eq!(is_date(date), is_date_time(&with_time), "{date}");
    }
    let times = [
        "00:00:00Z",
        "23:59:59z",
        "23:59:60Z",
        "23:58:60Z",
        "15:59:60.5-08:00",
        "01:29:60+01:30",
        "01:29:60+01:31",
        "24:00:00Z",
        "23:60:00Z",
        "23:59:61Z",
        "12:00:00",
        "12:00:00.Z",
        "12:00:00.5",
        "12:00:00.123456789012Z",
        "12:00:00+23:59",
        "12:00:00+24:00",
        "12:00:00+00:60",
        "12-00-00Z",
        "1:00:00Z",
        "12:00Z",
        "",
        "12:00:0éZ",
    ];
    for time in times {
        let with_date = format!("2026-04-24T{time}");
        assert_eq!(is_time(time), is_date_time(&with_date), "{time}");
    }
    assert!(dates.iter().filter(|date| is_date(date)).count() == 3);
    assert!(times.iter().filter(|time| is_time(time)).count() == 7);
}
