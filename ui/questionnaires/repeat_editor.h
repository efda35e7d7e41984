#pragma once

#include "ui/questionnaires/answer_editor.h"

class QVBoxLayout;

namespace dermis {

class Button;

/// Several values of one question, one below the other. Enter in the last adds one; an empty one counts for nothing.
class RepeatEditor : public AnswerEditor
{
    Q_OBJECT
public:
    RepeatEditor(const Item &item, const EditorSetting &setting, QWidget *parent = nullptr);
    Answer answer() const override;
    void setReadOnly(bool readOnly) override;
    QWidget *keyboardTarget() override;
    bool isWide() const override { return true; }

protected:
    void showAnswer(const Answer &answer) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Line
    {
        QWidget *place = nullptr;
        AnswerEditor *editor = nullptr;
        Button *remove = nullptr;
    };
    int lineOf(const AnswerEditor *editor) const;
    bool mayAdd() const;
    void addLine();
    void removeLine(AnswerEditor *editor);
    void discard(const Line &line);
    void add();
    void change(const AnswerEditor &editor);
    void goOn(const AnswerEditor *editor, int step);
    void refresh();

    Item m_one; ///< the question as it is asked for one value
    EditorSetting m_setting;
    QVBoxLayout *m_column;
    QList<Line> m_lines;
    Button *m_add = nullptr;
    bool m_readOnly = false;
    bool m_isHeldBack = false; ///< a value is being typed anew: what hangs on it is not thrown away meanwhile
};

} // namespace dermis
