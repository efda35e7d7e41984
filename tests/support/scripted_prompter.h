#pragma once

#include "ui/widgets/prompter.h"

#include <QList>

namespace dermis::test {

/// Answers each question at once with `answer`, or turns away when it is empty; remembers what was asked.
class ScriptedPrompter : public Prompter
{
public:
    void askOpenFile(QWidget *, const FileQuestion &question, Answer done) override { reply(question, done); }
    void askSaveFile(QWidget *, const FileQuestion &question, Answer done) override { reply(question, done); }
    void askFolder(QWidget *, const FileQuestion &question, Answer done) override { reply(question, done); }

    QString answer;
    QList<FileQuestion> asked;

private:
    void reply(const FileQuestion &question, const Answer &done)
    {
        asked << question;
        if (!answer.isEmpty())
            done(answer);
    }
};

} // namespace dermis::test
