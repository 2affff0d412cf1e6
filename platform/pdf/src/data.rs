//! Carries JSON into the template as plain values.

use crate::Fonts;
use serde_json::Value as Json;
use typst::foundations::{Array, Dict, Value};

/// Text becomes a string, never content or code, so that `#`, `*` or `$` in it print as they are.
pub(crate) fn to_typst(json: &Json) -> Value {
    match json {
        Json::Null => Value::None,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Int(whole),
            (None, Some(fraction)) => Value::Float(fraction),
            (None, None) => Value::Str(number.to_string().into()),
        },
        Json::String(text) => Value::Str(text.as_str().into()),
        Json::Array(items) => Value::Array(items.iter().map(to_typst).collect::<Array>()),
        Json::Object(fields) => {
            let pairs = fields
                .iter()
                .map(|(key, value)| (key.as_str().into(), to_typst(value)));
            Value::Dict(pairs.collect::<Dict>())
        }
    }
}

/// The characters of the data's texts that the font has no shape for, each once, in the order of first use.
///
/// Spaces, line ends and marks that only steer other characters (variation selectors, joiners) need no shape.
pub(crate) fn missing_characters(json: &Json, fonts: &Fonts) -> Vec<char> {
    let mut missing = Vec::new();
    collect(json, fonts, &mut missing);
    missing
}

/// What a Japanese printer sets for a letter that is not in the case.
const GETA: char = '〓';

/// Puts a 〓 wherever the font has no shape, for texts that were written long ago and stand as they are. Returns the characters
/// that gave way, each once, in the order of first use: the paper has to say so.
pub fn set_geta(json: &mut Json, fonts: &Fonts) -> Vec<char> {
    let missing = missing_characters(json, fonts);
    if !missing.is_empty() {
        replace(json, &missing);
    }
    missing
}

fn replace(json: &mut Json, missing: &[char]) {
    match json {
        Json::String(text) if text.contains(missing) => {
            *text = text.replace(missing, &GETA.to_string());
        }
        Json::Array(items) => items.iter_mut().for_each(|item| replace(item, missing)),
        Json::Object(fields) => fields
            .values_mut()
            .for_each(|value| replace(value, missing)),
        Json::String(_) | Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn collect(json: &Json, fonts: &Fonts, missing: &mut Vec<char>) {
    match json {
        Json::String(text) => {
            for character in text.chars() {
                let is_visible = !character.is_whitespace()
                    && !character.is_control()
                    && !typst::text::is_default_ignorable(character);
                if is_visible && !fonts.covers(character) && !missing.contains(&character) {
                    missing.push(character);
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| collect(item, fonts, missing)),
        Json::Object(fields) => fields
            .values()
            .for_each(|value| collect(value, fonts, missing)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
