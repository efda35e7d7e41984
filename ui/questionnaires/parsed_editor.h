#pragma once

#include "ui/questionnaires/text_editors.h"

namespace dermis {

/// How what is typed becomes a value, and a value what is typed.
struct Reading
{
    std::function<std::optional<AnswerValue>(const QString &typed)> read;
    std::function<QString(const AnswerValue &value)> write;
    std::function<QString(const AnswerValue &value)> echo; ///< what was understood; may be empty
    QString unread;      ///< what to say when it means nothing
    QString placeholder; ///< of the empty line
    QString description; ///< for screen readers
    QString sample;      ///< the longest text; empty: as wide as there is room
};
/// Of a date, a date with a time, a time, an address or a reference.
Reading readingOf(const Item &item, const EditorSetting &setting);

/// One line whose text means one value. A day that cannot be is not taken.
class ParsedEditor : public TypingEditor
{
    Q_OBJECT
public:
    ParsedEditor(const Item &item, const EditorSetting &setting, const Reading &reading, QWidget *parent = nullptr);
    bool isWide() const override { return m_reading.sample.isEmpty(); }

protected:
    Answer typed() const override;
    void showAnswer(const Answer &answer) override;
    void leave() override;

private:
    QString refusal(const AnswerValue &value) const;
    void showEcho();
    Reading m_reading;
    QDate m_today;
    QDate m_born;
};

} // namespace dermis
