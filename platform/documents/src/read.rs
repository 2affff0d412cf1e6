//! One door for all documents.

use crate::block::Block;
use crate::error::{LimitKind, ReadError};
use crate::kind::{Shape, shape_of};
use crate::limits::{Deadline, Limits};
use crate::package::{Package, PackageKind};
use crate::{decode, docx, text, xlsx};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    Word,
    Excel,
    Text,
}

/// A document in the order of its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: DocumentKind,
    pub blocks: Vec<Block>,
    /// The title in the file's properties. Often empty, or left over from the file it was copied from.
    pub title_property: Option<String>,
}

/// Reads a Word, Excel or text file into blocks.
///
/// The content decides what the file is; `file_name` only names it in a refusal. A document without any content is not an error: it has no blocks.
pub fn read_blocks(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Document, ReadError> {
    limits.allow(LimitKind::FileBytes, bytes.len() as u64)?;
    let deadline = Deadline::start(limits);
    match shape_of(bytes, file_name)? {
        Shape::Text => {
            let text = decode::text(bytes, file_name)?;
            Ok(Document {
                kind: DocumentKind::Text,
                blocks: text::blocks(&text, limits, deadline)?,
                title_property: None,
            })
        }
        Shape::Packed => {
            let mut package = Package::open(bytes, limits, deadline)?;
            match package.kind(file_name)? {
                PackageKind::Word => {
                    let blocks = docx::blocks(&mut package, limits)?;
                    Ok(Document {
                        kind: DocumentKind::Word,
                        blocks,
                        title_property: title_property(&mut package)?,
                    })
                }
                PackageKind::Excel => {
                    package.check_all()?;
                    let blocks = xlsx::blocks(bytes, limits, deadline)?;
                    Ok(Document {
                        kind: DocumentKind::Excel,
                        blocks,
                        title_property: title_property(&mut package)?,
                    })
                }
            }
        }
    }
}

fn title_property(package: &mut Package<'_>) -> Result<Option<String>, ReadError> {
    const PART: &str = "docProps/core.xml";
    let Some(text) = package.part(PART)? else {
        return Ok(None);
    };
    let mut xml = package.xml(&text, PART);
    loop {
        match xml.next()? {
            crate::xml::Node::Open(tag) if tag.name() == "title" => {
                let title = xml.text()?.trim().to_owned();
                return Ok(Some(title).filter(|it| !it.is_empty()));
            }
            crate::xml::Node::End => return Ok(None),
            _ => {}
        }
    }
}
