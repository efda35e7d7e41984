#pragma once

#include "ui/questionnaires/question_row.h"

namespace dermis {

/// Whether a group is to be a table of questions with the same few options.
bool isGrid(const Item &group);
/// Whether its columns have room beside the questions.
bool gridFits(const Item &group, int width);
/// The names of the columns, with the group's title.
QWidget *makeGridHead(const Item &group, QWidget *parent);

/// One question of a table: its options are columns, and Unsure is the last. Takes the keyboard itself, with the keys of
/// buttons.
class GridRow : public QuestionRow
{
    Q_OBJECT
public:
    explicit GridRow(const Item &item, QWidget *parent = nullptr);
    void show(const FormRow &row) override;
    QWidget *keyboardTarget() override { return this; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int chosen() const;
    int columnCount() const { return static_cast<int>(m_item.options.size()) + 1; }
    bool isEditable() const { return m_row.applies && m_row.mayAnswer; }
    void choose(int column);
    bool chooseByKey(const QKeyEvent &event);

    Item m_item;
    FormRow m_row;
};

} // namespace dermis
