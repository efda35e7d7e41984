#pragma once

#include "ui/questionnaires/question_row.h"

#include <QHash>

class QGridLayout;

namespace dermis {

class Button;

/// Whether the members of a repeating group are short enough to stand beside each other in one line.
bool fitsOneLine(const Item &group);
/// Whether a group is to be a table whose groups are its lines.
bool isTableOfLines(const Item &group);

/// One instance of such a group in one line: what it was, what happened, when; with Remove. A line of a table has the
/// group's name before it, and stays.
class EntryRow : public QWidget
{
    Q_OBJECT
public:
    /// `namesColumns`: the members' texts stand above their fields.
    EntryRow(const Item &group, bool namesColumns, const EditorSetting &setting, QWidget *parent = nullptr);
    /// Shows the member's row. Silent.
    void show(const FormRow &row);
    void setRemovable(bool removable);
    /// Offers to keep what was said last time.
    void setKeepable(bool keepable);
    QWidget *keyboardTarget(const QString &linkId);

Q_SIGNALS:
    void answered(const QString &linkId, const dermis::Answer &answer);
    void removeRequested();
    void keepRequested();
    void nextRequested(const QString &linkId);
    void previousRequested(const QString &linkId);

private:
    void addColumn(const Item &item, bool isNamed, const EditorSetting &setting, QGridLayout &columns);
    void addEditor(const Item &item, const EditorSetting &setting);
    QHash<QString, AnswerEditor *> m_editors;
    Button *m_keep;
    Button *m_remove;
};

} // namespace dermis
