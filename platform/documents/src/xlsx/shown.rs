//! Numbers and dates as text, as near to what the screen of Excel shows as a reader needs.

use calamine::ExcelDateTime;

/// `1` and not `1.0`; percentages with their sign; numbers that the format fills with leading zeros (`00000`) keep them.
///
/// Thousands separators, currencies and rounding by the format are left out: the value itself is wanted.
pub(super) fn number(value: f64, format: &str) -> String {
    let code = format.split(';').next().unwrap_or_default();
    if code.contains('%') && !code.contains('"') {
        let decimals = code.split_once('.').map_or(0, |(_, rest)| {
            rest.chars()
                .take_while(|it| matches!(it, '0' | '#'))
                .count()
        });
        return format!("{:.decimals$}%", value * 100.0);
    }
    let is_whole = value.fract() == 0.0 && value.abs() < 1e15;
    if is_whole && 1 < code.len() && code.chars().all(|it| it == '0') {
        return format!("{:0width$}", value as i64, width = code.len());
    }
    if is_whole {
        format!("{}", value as i64)
    } else {
        value.to_string()
    }
}

/// `2026-04-01`, `2026-04-01T09:30:00`, and `26:15:00` for a span of time.
pub(super) fn date_time(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        let seconds = (at.as_f64() * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.abs();
        return format!(
            "{sign}{}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    if (0.0..1.0).contains(&at.as_f64()) {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) == (0, 0, 0, 0) {
        date
    } else {
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }
}
