//! The C interface of librnnk, declared by hand: SIMD kernels, and networks and models over them. The headers
//! `rnnk.h`, `rnnk_network.h` and `rnnk_model.h` specify shapes, aliasing, alignment, errors and threads. Everything
//! here has their names. The crate `rnnk` has safe types.
//!
//! Statuses and cells are numbers rather than Rust enumerations: a newer library may return further ones.
#![no_std]
#![allow(non_camel_case_types, non_snake_case)]

mod kernels;
mod model;
mod network;

pub use kernels::*;
pub use model::*;
pub use network::*;
