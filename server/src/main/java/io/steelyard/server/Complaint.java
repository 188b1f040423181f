package io.steelyard.server;

import io.steelyard.server.settings.SettingException;
import io.steelyard.store.DataDirectoryException;
import picocli.CommandLine;

/** Says in one sentence why a command cannot go on. Only an error of our own shows where it happened. */
final class Complaint implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        if (thrown instanceof SettingException
                || thrown instanceof CannotStartException
                || thrown instanceof DataDirectoryException) {
            command.getErr().println("steelyard: " + thrown.getMessage());
            return thrown instanceof SettingException
                    ? command.getCommandSpec().exitCodeOnInvalidInput()
                    : command.getCommandSpec().exitCodeOnExecutionException();
        }
        thrown.printStackTrace(command.getErr());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
