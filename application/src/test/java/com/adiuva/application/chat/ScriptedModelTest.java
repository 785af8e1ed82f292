package com.adiuva.application.chat;

import static com.adiuva.application.chat.ScriptedModel.call;
import static com.adiuva.application.chat.ScriptedModel.calls;
import static com.adiuva.application.chat.ScriptedModel.routesTo;
import static com.adiuva.application.chat.ScriptedModel.says;

import com.adiuva.domain.chat.model.LanguageModelContract;
import com.adiuva.domain.chat.model.Parameter;
import com.adiuva.domain.chat.model.ToolSpec;
import java.time.Duration;
import java.util.List;

class ScriptedModelTest implements LanguageModelContract {

  @Override
  public Scene answersInText() {
    return new Scene(
        ScriptedModel.always(says("Hello", " there.")), LanguageModelContract.request("Hi"));
  }

  @Override
  public Scene callsTool() {
    return new Scene(
        ScriptedModel.always(calls(call("add", "title", "A"))),
        LanguageModelContract.request("Add A", form("add", Parameter.Type.STRING, "title")));
  }

  @Override
  public Scene answersInForm() {
    return new Scene(
        ScriptedModel.always(routesTo("task_agent")),
        LanguageModelContract.request(
            "Route it",
            form("route", Parameter.Type.STRING_LIST, "agents"),
            Duration.ofSeconds(10)));
  }

  private static ToolSpec form(String name, Parameter.Type type, String field) {
    return new ToolSpec(name, "A form.", List.of(Parameter.required(field, type, "A field.")));
  }
}
