/// An optimizer with its settings, for [`Network::update`](crate::Network::update). A network is trained with one of
/// them: its moments are not another's.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Optimizer {
    /// p -= lr g
    Sgd {
        /// Learning rate, finite.
        lr: f32,
    },
    /// u = m u + (1 - m) g; p -= lr u
    Momentum {
        /// Learning rate, finite.
        lr: f32,
        /// Momentum, in 0 ..< 1.
        m: f32,
    },
    /// u = m u + g; p -= lr (g + m u), as PyTorch's SGD with `nesterov`.
    Nesterov {
        /// Learning rate, finite.
        lr: f32,
        /// Momentum, in 0 ..< 1.
        m: f32,
    },
    /// v = rho v + (1 - rho) g^2; p -= lr g / sqrt(v + epsilon)
    RmsProp {
        /// Learning rate, finite.
        lr: f32,
        /// Decay rate of the second moment, in 0 ..< 1.
        rho: f32,
        /// Number that is added under the root, above 0.
        epsilon: f32,
    },
    /// Adam (Kingma & Ba), with decoupled weight decay (AdamW) if `decay` is not 0.
    Adam {
        /// Learning rate, finite.
        lr: f32,
        /// Decay rate of the first moment, in 0 ..< 1.
        beta1: f32,
        /// Decay rate of the second moment, in 0 ..< 1.
        beta2: f32,
        /// Number that is added to the root, above 0.
        epsilon: f32,
        /// Weight decay per step as a fraction of the learning rate, at least 0.
        decay: f32,
    },
}

impl Optimizer {
    /// Adam with the usual settings: beta1 0.9, beta2 0.999, epsilon 1e-8, no weight decay.
    pub fn adam(lr: f32) -> Optimizer {
        Optimizer::Adam { lr, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0.0 }
    }

    /// Stochastic gradient descent without momentum.
    pub fn sgd(lr: f32) -> Optimizer {
        Optimizer::Sgd { lr }
    }
}
