//! Small recurrent networks on the CPU: SimpleRNN, LSTM and GRU over the SIMD kernels of librnnk, which is compiled
//! with this crate.
//!
//! - [`Network`] runs and trains networks over tokens, numbers, or both.
//! - [`Model`] reads models that `rnnc` trained; it generates and scores names.
//! - [`Kernels`] selects the instruction set.
//!
//! ```
//! use rnnk::{Architecture, Cell, Network, Optimizer, Random};
//!
//! // A network that learns to count in threes, modulo 10.
//! let mut network = Network::new(&Architecture {
//!     cell: Cell::Gru,
//!     training: true,
//!     tokens: 10,
//!     outputs: 10,
//!     units: vec![16],
//!     steps: 40,
//!     ..Architecture::default()
//! })?;
//! network.initialize(&mut Random::new(1));
//! let threes: Vec<i32> = (0..41).map(|i| 3 * i % 10).collect();
//! let mut loss = f64::INFINITY;
//! for _ in 0..200 {
//!     network.reset();
//!     loss = network.train_step(&threes[..40], &threes[1..], Some(1.0), &Optimizer::adam(0.02))?;
//! }
//! assert!(loss < 0.01, "{loss} nats per token");
//! # Ok::<(), rnnk::Error>(())
//! ```
//!
//! Errors are returned; nothing panics because of a length, a token or a file. Results have the same bits for the same
//! table of kernels and the same inputs.
#![deny(unsafe_op_in_unsafe_fn)]
#![warn(missing_docs, clippy::undocumented_unsafe_blocks)]

mod architecture;
mod error;
mod kernels;

mod memory;
mod model;
mod network;
mod optimizer;
mod parameters;
mod random;
mod training;

pub use architecture::{Architecture, Cell, Tensor};
pub use error::{Error, Result};
pub use kernels::Kernels;
pub use model::Model;
pub use network::{Input, Network};
pub use optimizer::Optimizer;
pub use parameters::Place;
pub use random::Random;

/// The C interface, for what has no safe type here.
pub use rnnk_sys as sys;

/// The version of the C library: major, minor, patch.
pub fn version() -> (u32, u32, u32) {
    // SAFETY: the function has no conditions.
    let version = unsafe { sys::rnnk_version() }.unsigned_abs();
    (version / 10_000, version / 100 % 100, version % 100)
}
