//! What several tests use: safetensors files, written and read.
#![allow(dead_code)] // each test uses some of it

use rnnk::{Architecture, Cell, Network, Random};
use std::collections::HashMap;
use std::fmt::Write;

/// A model file as `rnnc` writes it, with the weights of a network over tokens.
pub fn model_file(network: &Network, vocabulary: &[&str], training: &str) -> Vec<u8> {
    let architecture = network.architecture();
    let cell = match architecture.cell {
        Cell::Rnn => "rnn",
        Cell::Lstm => "lstm",
        Cell::Gru => "gru",
    };
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let texts: Vec<String> = vocabulary.iter().map(|text| format!("\"{}\"", escaped(text))).collect();
    let mut header = format!(
        r#"{{"__metadata__":{{"rnnc.format":"1","rnnc.architecture":"{}","rnnc.vocabulary":"{}","rnnc.training":"{}"}}"#,
        escaped(&format!(r#"{{"cell":"{cell}","hidden":{:?}}}"#, architecture.units)),
        escaped(&format!("[{}]", texts.join(","))),
        escaped(training),
    );
    let mut body = vec![];
    for (tensor, values) in architecture.tensors().iter().zip(network.weights()) {
        let begin = body.len();
        body.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        let shape = if tensor.name.contains("bias") {
            format!("[{}]", tensor.rows)
        } else {
            format!("[{},{}]", tensor.rows, tensor.columns)
        };
        let (name, end) = (&tensor.name, body.len());
        write!(header, r#","{name}":{{"dtype":"F32","shape":{shape},"data_offsets":[{begin},{end}]}}"#).unwrap();
    }
    header.push('}');
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &body].concat()
}

/// A network over tokens, with random weights.
pub fn random_network(cell: Cell, classes: usize, units: &[usize], seed: u64) -> Network {
    let architecture = Architecture {
        cell,
        tokens: classes,
        outputs: classes,
        units: units.to_vec(),
        steps: 8,
        ..Architecture::default()
    };
    let mut network = Network::new(&architecture).unwrap();
    network.initialize(&mut Random::new(seed));
    network
}

/// log softmax(logits)[class]
pub fn log_probability(logits: &[f32], class: i32) -> f64 {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max) as f64;
    let sum: f64 = logits.iter().map(|&z| (z as f64 - most).exp()).sum();
    logits[class as usize] as f64 - most - sum.ln()
}

/// A file of golden tensors: float64 and int64, which are read as numbers, and texts.
pub struct Golden {
    pub texts: HashMap<String, String>,
    pub tensors: HashMap<String, Vec<f64>>,
}

impl Golden {
    pub fn read(path: &std::path::Path) -> Golden {
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let (header, body) = bytes[8..].split_at(length);
        let header = std::str::from_utf8(header).unwrap();
        let mut golden = Golden { texts: HashMap::new(), tensors: HashMap::new() };
        // The headers contain no escapes: "key":"text" in the metadata, and "name":{"dtype": ...} with three members.
        let (metadata, tensors) =
            header.split_once("\"__metadata__\":{").expect("metadata").1.split_once('}').expect("an end");
        let quoted: Vec<&str> = metadata.split('"').skip(1).step_by(2).collect();
        for pair in quoted.chunks_exact(2) {
            golden.texts.insert(pair[0].into(), pair[1].into());
        }
        for entry in tensors.split("\"dtype\":").collect::<Vec<_>>().windows(2) {
            let name = entry[0].rsplit('"').nth(1).expect("a name");
            let kind = entry[1].split('"').nth(1).expect("a type");
            let offsets = entry[1].split_once("\"data_offsets\":[").expect("offsets").1.split_once(']').unwrap().0;
            let (begin, end) = offsets.split_once(',').expect("two offsets");
            let elements = body[begin.parse().unwrap()..end.parse().unwrap()].chunks_exact(8);
            let values = elements.map(|element| {
                let element = element.try_into().unwrap();
                match kind {
                    "F64" => f64::from_le_bytes(element),
                    "I64" => i64::from_le_bytes(element) as f64,
                    other => panic!("type {other}"),
                }
            });
            golden.tensors.insert(name.into(), values.collect());
        }
        golden
    }

    pub fn number(&self, key: &str) -> usize {
        self.texts[key].parse().unwrap()
    }

    pub fn floats(&self, name: &str) -> Vec<f32> {
        self.tensors[name].iter().map(|&x| x as f32).collect()
    }

    pub fn integers(&self, name: &str) -> Vec<i32> {
        self.tensors[name].iter().map(|&x| x as i32).collect()
    }

    pub fn cell(&self) -> Cell {
        match self.texts["cell"].as_str() {
            "rnn" => Cell::Rnn,
            "lstm" => Cell::Lstm,
            "gru" => Cell::Gru,
            other => panic!("cell {other}"),
        }
    }

    /// The tensors PREFIX.NAME of an architecture.
    pub fn parameters(&self, architecture: &Architecture, prefix: &str) -> Vec<Vec<f32>> {
        architecture.tensors().iter().map(|tensor| self.floats(&format!("{prefix}.{}", tensor.name))).collect()
    }
}

/// Largest difference relative to the largest expected number.
pub fn difference(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(f32::MIN_POSITIVE, |most, x| most.max(x.abs()));
    found.iter().zip(expected).fold(0.0, |most: f32, (x, y)| {
        let difference = (x - y).abs();
        if difference.is_nan() {
            f32::INFINITY
        } else {
            most.max(difference)
        }
    }) / largest
}
