"""Prints what botocore, as released, knows of classic load balancers, as JSON: of each action what it is asked and what it answers,
and every action with every error that it may answer.
"""

import json

import botocore.session

model = botocore.session.get_session().get_service_model("elb")
actions = [model.operation_model(name) for name in model.operation_names]
print(json.dumps({
    "actions": {action.name: {"asked": list(action.input_shape.members),
                              "answered": list(action.output_shape.members) if action.output_shape else []}
                for action in actions},
    "errors": ["%s %s" % (action.name, error.metadata.get("error", {}).get("code", error.name))
               for action in actions for error in action.error_shapes],
}))
