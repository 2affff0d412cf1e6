//! One text for one content: the same edition always gives the same bytes, and those bytes the digest.
//!
//! Keys stand in the order of their letters, there is no space and no fraction. Whoever has the JSON file of an edition can
//! recount its digest with `sha256sum`.
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Why something has no canonical text.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    #[error("a number with a fraction")]
    Fraction,
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// The canonical JSON of a content.
pub(crate) fn canonical_json(content: &impl Serialize) -> Result<String, NotCanonical> {
    let mut out = String::new();
    write(&serde_json::to_value(content)?, &mut out)?;
    Ok(out)
}

/// SHA-256 of the text in 64 hex digits.
pub(crate) fn digest(content: &str) -> String {
    Sha256::digest(content.as_bytes())
        .iter()
        .map(|it| format!("{it:02x}"))
        .collect()
}

fn write(value: &Value, out: &mut String) -> Result<(), NotCanonical> {
    match value {
        Value::Object(pairs) => {
            // The order in which the map gives them depends on how a library was built.
            let mut pairs: Vec<_> = pairs.iter().collect();
            pairs.sort_unstable_by_key(|it| it.0);
            out.push('{');
            for (index, (key, value)) in pairs.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&serde_json::to_string(key)?);
                out.push(':');
                write(value, out)?;
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, value) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(value, out)?;
            }
            out.push(']');
        }
        Value::Number(number) if number.is_f64() => return Err(NotCanonical::Fraction),
        plain => out.push_str(&plain.to_string()),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_in_which_keys_were_written_does_not_matter() {
        let one = json!({ "b": 1, "a": [true, null, "x"] });
        let other: Value = serde_json::from_str(r#"{ "a": [true, null, "x"], "b": 1 }"#).unwrap();
        assert_eq!(
            canonical_json(&one).unwrap(),
            r#"{"a":[true,null,"x"],"b":1}"#
        );
        assert_eq!(
            canonical_json(&one).unwrap(),
            canonical_json(&other).unwrap()
        );
    }

    #[test]
    fn a_fraction_has_no_canonical_text() {
        assert!(matches!(
            canonical_json(&json!({ "rate": 87.8 })),
            Err(NotCanonical::Fraction)
        ));
    }

    #[test]
    fn the_digest_is_the_one_that_sha256sum_prints() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn one_letter_more_is_another_digest() {
        assert_ne!(digest(r#"{"a":"人"}"#), digest(r#"{"a":"人材"}"#));
    }
}
