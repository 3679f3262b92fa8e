/// The tutorial of RNNSwift.docc/LearningAList.md.
import RNNSwift

let list = try NameList(.dinosaurs)
print("\(list.names.count) names")

var training = TrainingOptions()
training.architecture = Architecture(cell: .gru, hidden: [24])
training.schedule.epochs = 8
let model = try Trainer(list, options: training).train()
print("\(model.parameterCount) parameters")

let evaluation = model.evaluate(on: list)
print("\(evaluation.nats) nats per character, of which \(evaluation.floorNats) are the list's own")

var generation = GenerationOptions()
generation.prefix = "Tri"
generation.unique = true
generation.excluded = Set(list.names)
for name in try model.generate(count: 5, options: generation) { print(name) }

try model.save(to: "dinosaurs.safetensors")
let again = try Model(contentsOf: "dinosaurs.safetensors")
print(try again.generate(count: 5, options: generation) == model.generate(count: 5, options: generation))
