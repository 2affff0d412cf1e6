//! The binary `hagukumi`: command line, settings, server, backup and the demo city. One list says which capabilities it has.
pub mod backup;
pub mod capabilities;
pub mod city;
mod cli;
mod demo;
mod lock;
mod mail;
mod serve;
pub mod settings;
mod speech;
mod trouble;

pub use cli::run;
